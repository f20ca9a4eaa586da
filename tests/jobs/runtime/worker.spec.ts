import vine from '@vinejs/vine'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import logger from '@adonisjs/core/services/logger'
import { tenancy } from '#shared/tenancy/main'
import { enqueue } from '#shared/jobs/enqueue'
import { defineJob, type JobHandler } from '#shared/jobs/define_job'
import { Runtime } from '#workers/runtime'
import { Registry } from '#workers/registry'
import { rowsOf } from '#tests/helpers/database'
import { anOrganisation } from '#tests/helpers/fixtures'
import { backends, eventually } from '#tests/helpers/queues'

type Payload = { n: number; organisationId?: number }

const aJob = (handler: JobHandler<Payload>) =>
  defineJob<Payload>({
    name: 'test.job',
    queue: 'mails',
    payload: vine.create({ n: vine.number().positive(), organisationId: vine.number().optional() }),
    handler: async () => handler,
  })

for (const backend of backends) {
  test.group(`Worker (${backend.name})`, (group) => {
    group.teardown(() => backend.empty())
    group.each.setup(() => backend.empty())

    const whileRunning = async (
      job: ReturnType<typeof aJob>,
      payload: Payload,
      fn: (queue: ReturnType<typeof backend.look>) => Promise<void>
    ) => {
      const runtime = await Runtime.start(new Registry({ test: { job } }), logger, backend.open())
      const queue = backend.look('mails')
      try {
        await tenancy.asSystem('test', () => enqueue(job, payload))
        await fn(queue)
      } finally {
        await queue.close()
        await runtime.stop()
      }
    }

    test('a failing job is tried five times, then told so and kept among the failed', async ({
      assert,
    }) => {
      const tries: string[] = []
      const abandoned: string[] = []
      const job = aJob({
        async handle(_, { outboxId }) {
          tries.push(outboxId)
          throw new Error('no luck')
        },
        async abandoned(_, { outboxId }) {
          abandoned.push(outboxId)
        },
      })
      await whileRunning(job, { n: 1 }, async (queue) => {
        await eventually('it is given up', async () => {
          await queue.promoteDelayed()
          return (await queue.failed()).length > 0
        })
        const [failed] = await queue.failed()
        assert.containSubset(failed, { name: 'test.job', attemptsMade: 5, failedReason: 'no luck' })
      })
      assert.lengthOf(tries, 5)
      assert.lengthOf(new Set(tries), 1)
      assert.deepEqual(abandoned, [tries[0]])
      const [message] = await rowsOf('select * from outbox_messages')
      assert.isNotNull(message.settled_at)
      assert.isNotNull(message.given_up_at)
    })

    test('one whose trace can’t be left is given up all the same', async ({ assert }) => {
      const job = aJob({
        async handle() {
          throw new Error('no luck')
        },
        async abandoned() {
          throw new Error('no trace')
        },
      })
      await whileRunning(job, { n: 1 }, async (queue) => {
        await eventually('it is given up', async () => {
          await queue.promoteDelayed()
          return (await queue.failed()).length > 0
        })
      })
      const [message] = await rowsOf('select * from outbox_messages')
      assert.isNotNull(message.given_up_at)
    })

    test('a mail given up is told to the organisation’s manager until one gets through', async ({
      assert,
    }) => {
      const { id: organisationId } = await anOrganisation()
      let broken = true
      const job = aJob({
        async handle() {
          if (broken) throw new Error('no luck')
        },
      })
      const told = () => rowsOf('select organisation_id as id from undelivered_mails')
      await whileRunning(job, { n: 1, organisationId }, async (queue) => {
        await eventually('it is given up', async () => {
          await queue.promoteDelayed()
          return (await queue.failed()).length > 0
        })
        assert.deepEqual(await told(), [{ id: organisationId }])

        broken = false
        await tenancy.asSystem('test', () => enqueue(job, { n: 2, organisationId }))
        await eventually('another gets through', async () => (await told()).length === 0)
      })
    })

    test('a payload that is not valid is not tried again', async ({ assert }) => {
      let handled = 0
      const job = aJob({
        async handle() {
          handled++
        },
      })
      await whileRunning(job, { n: -1 }, async (queue) => {
        await eventually('it is given up', async () => (await queue.failed()).length > 0)
        const [failed] = await queue.failed()
        assert.equal(failed.failedReason, 'The payload of "test.job" is not valid: n (positive)')
        assert.equal(failed.attemptsMade, 1)
      })
      assert.equal(handled, 0)
    })

    test('what a failed try wrote is undone', async ({ assert }) => {
      let tries = 0
      const job = aJob({
        async handle() {
          await db.table('used_nonces').insert({ nonce_hash: Buffer.from([++tries]) })
          if (tries === 1) throw new Error('no luck')
        },
      })
      await whileRunning(job, { n: 1 }, async (queue) => {
        await eventually('the second try succeeds', async () => {
          await queue.promoteDelayed()
          return (await rowsOf('select from used_nonces')).length > 0
        })
      })
      const rows = await rowsOf('select * from used_nonces')
      assert.deepEqual(
        rows.map(({ nonce_hash }) => nonce_hash),
        [Buffer.from([2])]
      )
    })
  })
}
