import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { tenancy } from '#shared/tenancy/main'
import { databaseAnswers, outboxIsRelayed } from '#shared/health/database_checks'

const anOutboxMessage = (age: string, state = 'null, null') =>
  tenancy.asSystem('test', () =>
    db.rawQuery(
      `insert into outbox_messages (job, payload, created_at, dispatched_at, parked_at)
       values ('test.job', '{}', now() - interval '${age}', ${state})`
    )
  )

test.group('Health', () => {
  test('the process is live', async ({ client }) => {
    const response = await client.get('/health/live')
    response.assertStatus(200)
    response.assertHeader('cache-control', 'no-store')
  })

  test('the process is ready when database, queue and outbox are well', async ({ client }) => {
    const response = await client.get('/health/ready')
    response.assertStatus(200)
    response.assertBodyContains({ checks: { database: 'ok', queue: 'ok', outbox: 'ok' } })
    response.assertHeader('cache-control', 'no-store')
  })

  test('messages that are young, handed over or parked are no reason to worry', async ({
    assert,
  }) => {
    await assert.doesNotReject(() => databaseAnswers.run())
    await anOutboxMessage('50 seconds')
    await anOutboxMessage('2 hours', 'now(), null')
    await anOutboxMessage('2 hours', 'null, now()')
    await assert.doesNotReject(() => outboxIsRelayed.run())
  })

  test('a message that has waited for more than a minute means that nobody relays', async ({
    assert,
  }) => {
    await anOutboxMessage('70 seconds')
    await assert.rejects(() => outboxIsRelayed.run(), /waiting for 7\d s/)
  })
})
