import pg from 'pg'
import { createPostgresBackend, Queue, runMigrations, Worker } from 'bullmq'
import type { QueueName } from '#shared/jobs/define_job'
import { CONCURRENCY, JOB_OPTIONS, WORKER_OPTIONS } from './options.js'
import { consumerOver, processorOver, QUEUE_TIMEOUT, queueOver, quiet } from './bullmq.js'
import { Lasting } from './lasting.js'
import type { Consumer, ConsumerEvents, Delivery, QueueBackend } from '../queues.js'

const SCHEMA = 'bullmq'

/** Queues in the product's own database, in a schema and with a login of their own. */
export class PostgresBackend implements QueueBackend {
  constructor(private url: string) {}

  queue(name: QueueName) {
    const options = { connection: this.connection(1) }
    const make = () => quiet(new Queue(name, options, createPostgresBackend))
    return queueOver(new Lasting(make), JOB_OPTIONS[name])
  }

  async consume(
    name: QueueName,
    process: (delivery: Delivery) => Promise<void>,
    events: ConsumerEvents
  ): Promise<Consumer> {
    const worker = new Worker(
      name,
      processorOver(process),
      {
        ...WORKER_OPTIONS,
        concurrency: CONCURRENCY[name],
        connection: this.connection(2),
      },
      createPostgresBackend
    )
    const consumer = consumerOver(worker, events)
    // A login or a migration that is missing does not come by waiting: the start fails.
    await worker.waitUntilReady()
    return consumer
  }

  async migrate() {
    const client = new pg.Client({ connectionString: this.url, connectionTimeoutMillis: 10_000 })
    await client.connect()
    try {
      // `create schema if not exists` asks for a right on the whole database even when the schema
      // is there. database/roles.sql has made it, so the login stays confined to it.
      const confined = {
        query: (text: string, values?: readonly unknown[]) =>
          text.startsWith('CREATE SCHEMA')
            ? Promise.resolve({ rows: [] })
            : client.query(text, values as unknown[]),
      }
      await runMigrations(confined, SCHEMA)
    } finally {
      await client.end()
    }
  }

  async close() {}

  private connection(max: number) {
    return {
      connectionString: this.url,
      schema: SCHEMA,
      max,
      connectionTimeoutMillis: QUEUE_TIMEOUT,
      keepAlive: true,
    }
  }
}
