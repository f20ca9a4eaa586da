import vine from '@vinejs/vine'
import { test } from '@japa/runner'
import logger from '@adonisjs/core/services/logger'
import { tenancy } from '#shared/tenancy/main'
import { enqueue } from '#shared/jobs/enqueue'
import { defineJob } from '#shared/jobs/define_job'
import { Doorbell } from '#workers/doorbell'
import { OutboxRelay } from '#workers/outbox_relay'
import { Registry } from '#workers/registry'
import { rowsOf } from '#tests/helpers/database'
import { backends, cutConnections, eventually } from '#tests/helpers/queues'

/** Longer than any test may take: only a ring ends it in time. */
const FOR_EVER = 600_000

const url = process.env.DATABASE_URL!
const job = defineJob<{}>({
  name: 'test.job',
  queue: 'maintenance',
  payload: vine.create({}),
  handler: async () => ({ handle: async () => {} }),
})
const ask = () => tenancy.asSystem('test', () => enqueue(job, {}))

test.group('Doorbell', (group) => {
  let bell: Doorbell

  group.each.setup(() => {
    bell = new Doorbell(url, 'habilis_outbox')
    return () => bell.close()
  })

  const listens = async () => {
    const rows = await rowsOf(
      `select from pg_stat_activity
       where application_name = 'habilis relay' and datname = current_database()`
    )
    return rows.length > 0
  }

  test('a committed message rings, and one that came before the wait too', async () => {
    await bell.listen()
    const waiting = bell.wait(FOR_EVER)
    await ask()
    await waiting
    await ask()
    await bell.wait(FOR_EVER)
  })

  test('without its connection a wait ends by itself, and the bell comes back', async ({
    assert,
  }) => {
    await bell.listen()
    await cutConnections(url)
    await eventually('it is cut', async () => !(await listens()))
    await bell.wait(1)
    await eventually('it listens again', async () => {
      await bell.wait(10)
      return listens()
    })
    const waiting = bell.wait(FOR_EVER)
    await eventually('the database is back', () =>
      ask().then(
        () => true,
        () => false
      )
    )
    await assert.doesNotReject(() => waiting)
  })

  test('a relay without one polls', async ({ cleanup }) => {
    const [backend] = backends
    await backend.empty()
    const opened = backend.open()
    const queue = opened.queue('maintenance')
    const known = new Registry({ test: { job } })
    const nowhere = 'postgres://nobody@127.0.0.1:1/nothing'
    const relay = new OutboxRelay(known, () => queue, logger, nowhere)
    await relay.start()
    cleanup(async () => {
      await relay.stop()
      await queue.close()
      await opened.close()
      await backend.empty()
    })
    await ask()
    await eventually('it is handed over', async () => {
      const rows = await rowsOf('select from outbox_messages where dispatched_at is not null')
      return rows.length > 0
    })
  })
})
