import db from '@adonisjs/lucid/services/db'
import { tenancy } from '#shared/tenancy/main'
import type { Check } from './readiness.js'

/** Longer than any relay needs for its backlog after a restart. */
const OLDEST_WAITING_SECONDS = 60

/** The database answers, on the connection that requests don't use up. */
export const databaseAnswers: Check = {
  name: 'database',
  async run() {
    await db.connection('outside').rawQuery('select 1')
  },
}

/** Somebody relays the outbox: nothing committed has been waiting for a minute. */
export const outboxIsRelayed: Check = {
  name: 'outbox',
  async run() {
    await tenancy.independently('readiness', async () => {
      const { rows } = await tenancy.current().trx.rawQuery(
        `select extract(epoch from now() - created_at)::int as age from outbox_messages
         where dispatched_at is null and parked_at is null and settled_at is null
         order by id limit 1`
      )
      if (rows.length > 0 && rows[0].age >= OLDEST_WAITING_SECONDS) {
        throw new Error(`The oldest outbox message has been waiting for ${rows[0].age} s`)
      }
    })
  },
}
