import vine from '@vinejs/vine'
import { test } from '@japa/runner'
import logger from '@adonisjs/core/services/logger'
import { tenancy } from '#shared/tenancy/main'
import { enqueue } from '#shared/jobs/enqueue'
import { defineJob } from '#shared/jobs/define_job'
import { Runtime } from '#workers/runtime'
import { Registry } from '#workers/registry'
import { OutboxRelay } from '#workers/outbox_relay'
import type { Queue } from '#workers/queues'
import { rowsOf } from '#tests/helpers/database'
import { backends, eventually } from '#tests/helpers/queues'

/** How often each number has been handled. */
let handled: Map<number, number>
let broken = false

const count = defineJob<{ n: number }>({
  name: 'test.count',
  queue: 'maintenance',
  payload: vine.create({ n: vine.number() }),
  handler: async () => ({
    async handle({ n }) {
      if (broken) throw new Error('no luck')
      handled.set(n, (handled.get(n) ?? 0) + 1)
    },
  }),
})

const unheardOf = defineJob<{ n: number }>({ ...count, name: 'test.unheard_of' })

const registry = () => new Registry({ test: { count } })
const newerRegistry = () => new Registry({ test: { count, unheardOf } })
const enqueueAll = (numbers: number[]) =>
  tenancy.asSystem('test', async () => {
    for (const n of numbers) await enqueue(count, { n })
  })

for (const backend of backends) {
  test.group(`Outbox audit (${backend.name})`, (group) => {
    let queue: Queue

    group.teardown(() => backend.empty())
    group.each.setup(async () => {
      handled = new Map()
      broken = false
      await backend.empty()
      const opened = backend.open()
      queue = opened.queue('maintenance')
      return async () => {
        await queue.close()
        await opened.close()
      }
    })

    const relayTo = (to: Queue, known = registry()) =>
      new OutboxRelay(known, () => to, logger, process.env.DATABASE_URL!)

    const withWorkers = async (fn: () => Promise<void>, known = registry()) => {
      const runtime = await Runtime.start(known, logger, backend.open())
      try {
        await fn()
      } finally {
        await runtime.stop()
      }
    }

    /** Without waiting for the pauses between tries. */
    const untilFailed = async (name: string) => {
      const peephole = backend.look('maintenance')
      try {
        await eventually(`${name} has failed`, async () => {
          await peephole.promoteDelayed()
          return (await peephole.failed()).some((failed) => failed.name === name)
        })
      } finally {
        await peephole.close()
      }
    }

    test('what a wiped queue has lost is handed over again, what is done is not', async ({
      assert,
    }) => {
      await enqueueAll([1])
      await withWorkers(() => eventually('the first is handled', () => handled.has(1)))
      await enqueueAll([2, 3])
      const relay = relayTo(queue)
      await relay.relay()
      assert.equal(await relay.audit(0), 0)
      await backend.empty()
      assert.equal(await relay.audit(0), 2)
      await withWorkers(() => eventually('the lost ones are handled', () => handled.size === 3))
      assert.deepEqual(
        [1, 2, 3].map((n) => handled.get(n)),
        [1, 1, 1]
      )
    })

    /** As if nobody had been able to write down that they are over: the database was away. */
    const unsettleAll = () =>
      rowsOf('update outbox_messages set settled_at = null, given_up_at = null')

    test('what failed to its last try while the database was away is handed over again', async ({
      assert,
    }) => {
      broken = true
      await enqueueAll([1])
      await withWorkers(() => untilFailed('test.count'))
      await unsettleAll()
      broken = false

      assert.equal(await relayTo(queue).audit(0), 1)
      await withWorkers(() => eventually('it is handled', () => handled.has(1)))
    })

    test('what only workers without its job have taken is handed over again', async ({
      assert,
    }) => {
      await tenancy.asSystem('test', () => enqueue(unheardOf, { n: 1 }))
      const newer = newerRegistry()
      const relay = relayTo(queue, newer)
      await relay.relay()
      await withWorkers(() => untilFailed('test.unheard_of'))
      assert.equal(await relay.audit(0), 1)
      await withWorkers(() => eventually('it is handled', () => handled.has(1)), newer)
    })

    test('what takes its workers down with it is given up, not handed over again', async ({
      assert,
    }) => {
      await enqueueAll([1])
      const relay = relayTo({ ...queue, stateOf: async () => 'crashed' })
      await relay.relay()
      assert.equal(await relay.audit(0), 0)
      const [message] = await rowsOf('select * from outbox_messages')
      assert.isNotNull(message.given_up_at)
      assert.isNotNull(message.settled_at)
    })

    test('older messages that are only waiting don’t hide later ones that are lost', async ({
      assert,
    }) => {
      const numbers = Array.from({ length: 250 }, (_, n) => n)
      await enqueueAll(numbers)
      const [{ last }] = await rowsOf('select max(id) as last from outbox_messages')
      const isLast = (id: string) => id.startsWith(`outbox-${last}-`)
      const relay = relayTo({
        ...queue,
        stateOf: async (id) => (isLast(id) ? 'gone' : 'there'),
      })
      while (await relay.relay());
      assert.equal(await relay.audit(0), 1)
    })

    test('a message that an older relay parks later is let go by the audit', async ({ assert }) => {
      await tenancy.asSystem('test', () => enqueue(unheardOf, { n: 1 }))
      const newer = relayTo(queue, newerRegistry())
      await relayTo(queue).relay()
      assert.equal(await newer.relay(), 0)
      await newer.audit()
      assert.equal(await newer.relay(), 1)
    })
  })
}
