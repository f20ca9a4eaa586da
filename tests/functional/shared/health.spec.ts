import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import { tenancy } from '#shared/tenancy/main'
import { databaseAnswers, outboxIsRelayed } from '#shared/health/database_checks'
import { eventually } from '#tests/helpers/queues'

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

/** What readiness found for another test is good for a second. */
const showing = (words: string, client: ApiClient) =>
  eventually(`the page says "${words}"`, async () =>
    (await client.get('/status')).text().includes(words)
  )

test.group('The state of the service, for people', () => {
  test('says that all works, at the bottom of the other pages too', async ({ client }) => {
    await showing('Les pages, l&#x27;API et les envois de messages fonctionnent', client)
    const help = await client.get('/help')
    help.assertTextIncludes('data-state="available"')
    help.assertTextIncludes('Service disponible')
  })

  test('names what does not work, and so does the bottom of the other pages', async ({
    assert,
    client,
  }) => {
    await anOutboxMessage('70 seconds')
    await showing('Une partie du service est ralentie', client)
    const status = await client.get('/status')
    status.assertStatus(200)
    status.assertHeader('cache-control', 'no-store')
    assert.lengthOf(status.text().match(/Ne répond pas ou prend du retard/g)!, 1)
    assert.lengthOf(status.text().match(/<dd >Fonctionne/g)!, 2)
    const help = await client.get('/help')
    help.assertTextIncludes('data-state="degraded"')
    help.assertTextIncludes('Service perturbé')
  })
})
