import vine from '@vinejs/vine'
import { test } from '@japa/runner'
import logger from '@adonisjs/core/services/logger'
import { tenancy } from '#shared/tenancy/main'
import { enqueue } from '#shared/jobs/enqueue'
import { defineJob } from '#shared/jobs/define_job'
import { Runtime } from '#workers/runtime'
import { Registry } from '#workers/registry'
import { entryIdOf } from '#workers/outbox_entry'
import { OutboxRelay } from '#workers/outbox_relay'
import { processorOf } from '#workers/worker'
import type { Queue } from '#workers/queues'
import { rowsOf } from '#tests/helpers/database'
import { backends, cutConnections, eventually } from '#tests/helpers/queues'

/** How often each number has been handled, and under which ids. */
let handled: Map<number, string[]>

const count = defineJob<{ n: number }>({
  name: 'test.count',
  queue: 'maintenance',
  payload: vine.create({ n: vine.number() }),
  handler: async () => ({
    async handle({ n }, { outboxId }) {
      handled.set(n, [...(handled.get(n) ?? []), outboxId])
    },
  }),
})

const unheardOf = defineJob<{ n: number }>({ ...count, name: 'test.unheard_of' })

const registry = () => new Registry({ test: { count } })
const enqueueAll = (numbers: number[]) =>
  tenancy.asSystem('test', async () => {
    for (const n of numbers) await enqueue(count, { n })
  })
const waiting = async () => {
  const [row] = await rowsOf(
    `select count(*) from outbox_messages where dispatched_at is null and settled_at is null`
  )
  return Number(row.count)
}

for (const backend of backends) {
  test.group(`Outbox relay (${backend.name})`, (group) => {
    group.teardown(() => backend.empty())
    group.each.setup(async () => {
      handled = new Map()
      await backend.empty()
    })

    const relayTo = (queue: Queue, known = registry()) =>
      new OutboxRelay(known, () => queue, logger, process.env.DATABASE_URL!)

    const withWorkers = async (fn: () => Promise<void>, known = registry()) => {
      const runtime = await Runtime.start(known, logger, backend.open())
      try {
        await fn()
      } finally {
        await runtime.stop()
      }
    }

    test('each message is done once, however many relays run', async ({ assert }) => {
      const numbers = Array.from({ length: 250 }, (_, n) => n)
      await enqueueAll(numbers)
      const opened = backend.open()
      const queue = opened.queue('maintenance')
      const relays = [relayTo(queue), relayTo(queue), relayTo(queue)]
      await Promise.all(
        relays.map(async (relay) => {
          while (await relay.relay());
        })
      )
      assert.equal(await waiting(), 0)
      assert.equal((await queue.counts()).waiting, 250)
      await queue.close()
      await opened.close()

      await withWorkers(() => eventually('all are handled', () => handled.size === 250))
      assert.deepEqual(new Set([...handled.values()].map((ids) => ids.length)), new Set([1]))
    })

    test('a message committed while the workers run is done at once', async ({ assert }) => {
      await withWorkers(async () => {
        await enqueueAll([1])
        await eventually('it is handled', () => handled.size === 1)
      })
      assert.match(handled.get(1)![0], /^1-/)
    })

    test('a transaction that rolls back leaves no message', async ({ assert }) => {
      await assert.rejects(() =>
        tenancy.asSystem('test', async () => {
          await enqueue(count, { n: 1 })
          throw new Error('changed my mind')
        })
      )
      assert.lengthOf(await rowsOf('select id from outbox_messages'), 0)
    })

    test('an unknown job is parked, the others pass, and a relay that knows it lets it go', async ({
      assert,
    }) => {
      await tenancy.asSystem('test', () => enqueue(unheardOf, { n: 1 }))
      await enqueueAll([2])
      await withWorkers(() => eventually('the known one is handled', () => handled.has(2)))
      assert.isFalse(handled.has(1))
      const [parked] = await rowsOf('select * from outbox_messages where parked_at is not null')
      assert.equal(parked.job, 'test.unheard_of')
      assert.equal(parked.parked_reason, 'unknown job')
      assert.isNull(parked.dispatched_at)

      await withWorkers(
        () => eventually('the parked one is handled', () => handled.has(1)),
        new Registry({ test: { count, unheardOf } })
      )
    })

    test('while the queue is away nothing is marked, afterwards nothing is missing', async ({
      assert,
    }) => {
      await enqueueAll([1, 2])
      const opened = backend.open()
      const queue = opened.queue('maintenance')
      const away: Queue = {
        ...queue,
        addAll: () => Promise.reject(new Error('connection refused')),
      }
      await assert.rejects(() => relayTo(away).relay(), 'connection refused')
      assert.equal(await waiting(), 2)
      await relayTo(queue).relay()
      assert.equal(await waiting(), 0)
      assert.equal((await queue.counts()).waiting, 2)
      await queue.close()
      await opened.close()
    })

    test('a job that was done before its worker could say so is not done again', async ({
      assert,
    }) => {
      await enqueueAll([1])
      const process = processorOf(registry(), logger)
      const [row] = await rowsOf(
        `select id, (extract(epoch from created_at) * 1000000)::bigint as born from outbox_messages`
      )
      const delivery = {
        id: entryIdOf({ id: row.id, born: row.born }),
        name: 'test.count',
        payload: { n: 1 },
        tries: 1,
        last: false,
      }
      await process(delivery)
      await process(delivery)
      assert.lengthOf(handled.get(1)!, 1)
    })

    test('workers whose connections are cut carry on, and nothing is missing', async ({
      assert,
    }) => {
      await withWorkers(async () => {
        await enqueueAll([1])
        await eventually('the first is handled', () => handled.has(1))
        await cutConnections(process.env.DATABASE_URL!)
        await backend.cut()
        const more = Array.from({ length: 50 }, (_, n) => n + 2)
        await eventually('the database is back', () =>
          enqueueAll(more).then(
            () => true,
            () => false
          )
        )
        await eventually('all are handled', () => handled.size === 51)
      })
      assert.equal(await waiting(), 0)
    })

    test('a relay that dies after handing over and before its commit repeats nothing', async ({
      assert,
    }) => {
      await enqueueAll([1])
      const opened = backend.open()
      const queue = opened.queue('maintenance')
      const dying: Queue = {
        ...queue,
        async addAll(entries) {
          await queue.addAll(entries)
          throw new Error('killed')
        },
      }
      await assert.rejects(() => relayTo(dying).relay(), 'killed')
      assert.equal(await waiting(), 1)
      await relayTo(queue).relay()
      assert.equal(await waiting(), 0)
      await withWorkers(() => eventually('it is handled', () => handled.size === 1))
      const { active, waiting: queued } = await queue.counts()
      assert.deepEqual([handled.get(1)!.length, active, queued], [1, 0, 0])
      await queue.close()
      await opened.close()
    })
  })
}
