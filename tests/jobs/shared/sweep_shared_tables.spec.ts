import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { tenancy } from '#shared/tenancy/main'
import { handle } from '../../../app/shared/jobs/sweep_shared_tables_handler.js'
import { rowsOf } from '#tests/helpers/database'
import { anOrganisation } from '#tests/helpers/fixtures'

test.group('Sweeping the shared tables', () => {
  test('what has had its time goes, the rest stays', async ({ assert }) => {
    const [told, old] = [await anOrganisation(), await anOrganisation()]
    const outside = db.connection('outside')
    await outside.rawQuery(
      `insert into sessions (id, data, expires_at)
       values ('over', '', now() - interval '1 second'), ('live', '', now() + interval '1 minute')`
    )
    await outside.rawQuery(
      `insert into throttles (key, failures, updated_at)
       values ('old', 9, now() - interval '25 hours'), ('young', 9, now() - interval '23 hours')`
    )
    await tenancy.asSystem('test', async () => {
      await db.rawQuery(
        `insert into used_nonces (nonce_hash, used_at)
         values ('old', now() - interval '25 hours'), ('young', now())`
      )
      await db.rawQuery(
        `insert into outbox_messages (job, payload, settled_at)
         values ('old', '{}', now() - interval '8 days'), ('young', '{}', now()), ('waiting', '{}', null)`
      )
      await db.rawQuery(
        `insert into outbox_messages (job, payload, settled_at)
         select 'old', '{}', now() - interval '8 days' from generate_series(1, 12000)`
      )
      await db.rawQuery(
        `insert into outbox_messages (job, payload, settled_at, given_up_at)
         select 'given up ' || days, '{}', moment, moment from (values (29), (31)) as ages (days),
           lateral (select now() - days * interval '1 day') as moments (moment)`
      )
      await db.rawQuery(
        `insert into undelivered_mails values
           (?, now() - interval '13 days'), (?, now() - interval '15 days')`,
        [told.id, old.id]
      )
    })

    await handle()

    const left = async (column: string, table: string) =>
      (await rowsOf(`select ${column} as value from ${table}`)).map(({ value }) => String(value))
    const outsideLeft = async (column: string, table: string) =>
      (await outside.from(table).select(column)).map((row) => row[column])
    assert.deepEqual(await outsideLeft('id', 'sessions'), ['live'])
    assert.deepEqual(await outsideLeft('key', 'throttles'), ['young'])
    assert.deepEqual(await left('nonce_hash', 'used_nonces'), ['young'])
    assert.deepEqual(await left('job', 'outbox_messages'), ['young', 'waiting', 'given up 29'])
    assert.deepEqual(await left('organisation_id', 'undelivered_mails'), [String(told.id)])
  })
})
