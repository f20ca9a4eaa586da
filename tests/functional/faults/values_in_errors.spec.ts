import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import logger from '@adonisjs/core/services/logger'
import { tenancy } from '#shared/tenancy/main'
import { outputsDuring } from '#tests/helpers/traces'

const CANARY = 'canary-in-a-binding'

/** The same statement on each connection that statements with values are run on. */
const CONNECTIONS: Record<string, (sql: string, values: string[]) => Promise<unknown>> = {
  postgres: (sql, values) => tenancy.asSystem('test', () => db.rawQuery(sql, values)),
  outside: async (sql, values) => db.connection('outside').rawQuery(sql, values),
  owner: async (sql, values) => db.connection('owner').rawQuery(sql, values),
}

/** What a person and a machine read of a failure: its message, and what is logged of it. */
async function traceOf(fail: () => Promise<unknown>) {
  const error = await fail().then(
    () => new Error('The statement did not fail'),
    (refusal: Error) => refusal
  )
  const log = await outputsDuring(async () => {
    logger.error({ err: error }, 'failed')
    logger.error({ err: new Error('around', { cause: error }) }, 'failed')
  })
  return { message: error.message, log }
}

test.group('A statement that fails', () => {
  for (const [name, run] of Object.entries(CONNECTIONS)) {
    test(`names none of its values (${name})`, async ({ assert }) => {
      // The query builder takes PostgreSQL's own "?" for a place to put a value in.
      const failing = `select ?::text, jsonb '{}' \\? 'key', 1 / 0`
      const { message, log } = await traceOf(() => run(failing, [CANARY]))
      assert.include(message, 'select $1::text')
      assert.include(message, 'division by zero')
      assert.include(log, 'division by zero')
      assert.notInclude(message + log, CANARY)
    })
  }

  test('names no value of the row that was refused', async ({ assert }) => {
    const person = `insert into users (login_email, contact_email, first_name, last_name, locale, password_hash)
      values ('a@b.test', 'a@b.test', 'A', 'B', 'xx', ?)`
    const { message, log } = await traceOf(() => CONNECTIONS.postgres(person, [CANARY]))
    assert.include(message, 'users_locale_check')
    assert.include(log, 'users_locale_check')
    assert.notInclude(message + log, CANARY)
  })
})
