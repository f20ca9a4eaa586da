import pg from 'pg'
import { Redis } from 'ioredis'
import { createPostgresBackend, Queue as BullQueue } from 'bullmq'
import type { QueueName } from '#shared/jobs/define_job'
import { PostgresBackend } from '#workers/backends/postgres'
import { RedisBackend } from '#workers/backends/redis'
import type { QueueBackend } from '#workers/queues'

/** What a test does to a queue behind the workers' back. */
export interface Peephole {
  /** Makes the delayed jobs due now: nobody waits for a backoff. */
  promoteDelayed(): Promise<void>
  failed(): Promise<{ name: string; attemptsMade: number; failedReason: string; data: unknown }[]>
  close(): Promise<void>
}

export interface BackendUnderTest {
  name: 'postgres' | 'redis'
  open(): QueueBackend
  /** What a child process needs to use the same. */
  environment: Record<string, string | undefined>
  empty(): Promise<void>
  /** Cuts every connection to the queues. */
  cut(): Promise<void>
  look(queue: QueueName): Peephole
}

const jobsUrl = process.env.DATABASE_JOBS_URL!

async function withClient<T>(url: string, fn: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await fn(client)
  } finally {
    await client.end()
  }
}

/** Cuts the connections of a login, as a restart of PostgreSQL would. */
export const cutConnections = (url: string) =>
  withClient(url, (client) =>
    client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where usename = current_user and datname = current_database() and pid <> pg_backend_pid()`
    )
  )

const postgres: BackendUnderTest = {
  name: 'postgres',
  open: () => new PostgresBackend(jobsUrl),
  environment: { REDIS_URL: undefined },
  empty: () =>
    withClient(jobsUrl, async (client) => {
      const { rows } = await client.query(
        `select string_agg(format('bullmq.%I', tablename), ', ') as tables from pg_tables
         where schemaname = 'bullmq' and tablename <> 'migration'`
      )
      await client.query(`truncate ${rows[0].tables} cascade`)
    }),
  async cut() {
    await cutConnections(jobsUrl)
  },
  look: (name) =>
    peepholeOver(
      new BullQueue(
        name,
        { connection: { connectionString: jobsUrl, schema: 'bullmq', max: 1 } },
        createPostgresBackend
      )
    ),
}

function redis(address: string): BackendUnderTest {
  // A prefix of this process's own: several runs may share a server.
  const prefix = `test-${process.pid}`
  const url = new URL(address)
  url.searchParams.set('prefix', prefix)
  return {
    name: 'redis',
    open: () => new RedisBackend(url.href),
    environment: { REDIS_URL: url.href },
    async empty() {
      const client = new Redis(address)
      const keys = await client.keys(`${prefix}:*`)
      if (keys.length > 0) await client.del(keys)
      await client.quit()
    },
    async cut() {
      const client = new Redis(address)
      await client.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes')
      await client.quit()
    },
    look(name) {
      const client = new Redis(address, { maxRetriesPerRequest: null })
      return peepholeOver(new BullQueue(name, { connection: client, prefix }), () => {
        client.disconnect()
      })
    },
  }
}

interface Looked {
  getDelayed(): Promise<{ promote(): Promise<void> }[]>
  getFailed(): ReturnType<Peephole['failed']>
  close(): Promise<void>
}

function peepholeOver(queue: Looked, onClose: () => void = () => {}): Peephole {
  return {
    async promoteDelayed() {
      // One that a worker has taken meanwhile needs no promotion.
      for (const job of await queue.getDelayed()) await job.promote().catch(() => {})
    },
    failed: () => queue.getFailed(),
    async close() {
      await queue.close()
      onClose()
    },
  }
}

/** PostgreSQL always; Redis where TEST_REDIS_URL names one. */
export const backends: BackendUnderTest[] = process.env.TEST_REDIS_URL
  ? [postgres, redis(process.env.TEST_REDIS_URL)]
  : [postgres]

/** Polls until the condition holds. */
export async function eventually(
  what: string,
  condition: () => Promise<boolean> | boolean,
  patience = 30_000
): Promise<void> {
  const end = Date.now() + patience
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`Not within ${patience / 1000} s: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
