import vine from '@vinejs/vine'
import { test } from '@japa/runner'
import logger from '@adonisjs/core/services/logger'
import { defineJob, defineSchedule, type QueueName } from '#shared/jobs/define_job'
import { Registry } from '#workers/registry'
import { Schedules } from '#workers/schedules'
import type { Queue } from '#workers/queues'
import { backends } from '#tests/helpers/queues'

const sweep = defineJob<{}>({
  name: 'test.sweep',
  queue: 'maintenance',
  payload: vine.create({}),
  handler: async () => ({ handle: async () => {} }),
})
const hourly = defineSchedule({ job: sweep, cron: '7 * * * *' })
const twice = defineSchedule({ job: sweep, cron: '7,37 * * * *' })

for (const backend of backends) {
  test.group(`Schedules (${backend.name})`, (group) => {
    let queues: Map<QueueName, Queue>
    const queueOf = (name: QueueName) => queues.get(name)!
    const maintenance = () => queueOf('maintenance')
    const schedules = (exported: object) =>
      new Schedules(new Registry({ test: exported }), queueOf, logger)

    group.teardown(() => backend.empty())
    group.each.setup(async () => {
      await backend.empty()
      const opened = backend.open()
      const names: QueueName[] = ['mails', 'pdfs', 'maintenance']
      queues = new Map(names.map((name) => [name, opened.queue(name)]))
      return async () => {
        for (const queue of queues.values()) await queue.close()
        await opened.close()
      }
    })

    test('several workers that start at once make one schedule and one occurrence', async ({
      assert,
    }) => {
      const started = [1, 2, 3].map(() => schedules({ sweep, hourly }))
      await Promise.all(started.map((each) => each.start()))
      await Promise.all(started.map((each) => each.stop()))
      const known = await maintenance().schedules()
      assert.containSubset(known, [
        { id: 'test.sweep', cron: '7 * * * *', timeZone: 'Europe/Paris' },
      ])
      assert.lengthOf(known, 1)
      assert.equal((await maintenance().counts()).delayed, 1)
    })

    test('a schedule that changed or went is changed or goes', async ({ assert }) => {
      await schedules({ sweep, hourly }).review(false)
      await schedules({ sweep, twice }).review(false)
      assert.containSubset(await maintenance().schedules(), [{ cron: '7,37 * * * *' }])
      assert.equal((await maintenance().counts()).delayed, 1)
      await schedules({ sweep }).review(false)
      assert.deepEqual(await maintenance().schedules(), [])
      assert.equal((await maintenance().counts()).delayed, 0)
    })

    test('a wiped queue gets its schedules back', async ({ assert }) => {
      const running = schedules({ sweep, hourly })
      await running.review(false)
      await backend.empty()
      await running.review(true)
      assert.lengthOf(await maintenance().schedules(), 1)
    })

    test('an occurrence that is due is not replaced by the next one', async ({ assert }) => {
      const replaced: string[] = []
      const due: Queue = {
        ...maintenance(),
        async schedules() {
          const next = Date.now() - 5_000
          return [{ id: 'test.sweep', cron: '7 * * * *', timeZone: 'Europe/Paris', next }]
        },
        async upsertSchedule({ id }) {
          replaced.push(id)
        },
      }
      queues.set('maintenance', due)
      await schedules({ sweep, hourly }).review(true)
      assert.deepEqual(replaced, [])
    })
  })
}
