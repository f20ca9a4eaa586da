import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { spawn, type ChildProcess } from 'node:child_process'
import { test } from '@japa/runner'
import { tenancy } from '#shared/tenancy/main'
import { enqueue } from '#shared/jobs/enqueue'
import { mark, marksLike, slowJob } from '#tests/helpers/slow_job'
import { rowsOf } from '#tests/helpers/database'
import { backends, eventually } from '#tests/helpers/queues'

const FIXTURE = fileURLToPath(new URL('../../helpers/worker_process.ts', import.meta.url))

for (const backend of backends) {
  test.group(`Worker process (${backend.name})`, (group) => {
    const workers: ChildProcess[] = []

    group.teardown(() => backend.empty())
    group.each.setup(async () => {
      await backend.empty()
      return async () => {
        for (const worker of workers.splice(0)) worker.kill('SIGKILL')
      }
    })

    const aWorker = async () => {
      const worker = spawn(process.execPath, ['--import=@poppinss/ts-exec', FIXTURE], {
        env: { ...process.env, ...backend.environment },
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      workers.push(worker)
      await once(worker.stdout, 'data')
      return worker
    }

    const begin = async () => {
      await tenancy.asSystem('test', () => enqueue(slowJob, { n: 1 }))
      await eventually('the job has begun', async () => (await marksLike('begun-%')).length > 0)
    }

    test('a job whose worker is killed is done by another one', async ({ assert }) => {
      const first = await aWorker()
      await begin()
      first.kill('SIGKILL')
      await once(first, 'exit')
      const second = await aWorker()
      await mark('release')
      await eventually('the job has ended', async () => (await marksLike('ended-%')).length > 0)
      assert.deepEqual(await marksLike('ended-%'), [`ended-1-${second.pid}`])
    })

    test('a worker told to end finishes its job first, takes no other and exits with 0', async ({
      assert,
    }) => {
      const worker = await aWorker()
      const exit = once(worker, 'exit')
      await begin()
      worker.kill('SIGTERM')
      await eventually('it relays no more', async () => {
        const rows = await rowsOf(
          `select from pg_stat_activity
           where application_name = 'habilis relay' and datname = current_database()`
        )
        return rows.length === 0
      })
      await tenancy.asSystem('test', () => enqueue(slowJob, { n: 2 }))
      await mark('release')
      assert.deepEqual(await exit, [0, null])
      assert.deepEqual(await marksLike('ended-%'), [`ended-1-${worker.pid}`])
    })
  })
}
