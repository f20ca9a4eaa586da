import { Redis } from 'ioredis'
import { Queue, Worker } from 'bullmq'
import type { QueueName } from '#shared/jobs/define_job'
import { CONCURRENCY, JOB_OPTIONS, WORKER_OPTIONS } from './options.js'
import { consumerOver, processorOver, QUEUE_TIMEOUT, queueOver, quiet } from './bullmq.js'
import type { Consumer, ConsumerEvents, Delivery, QueueBackend } from '../queues.js'

/** Keys begin with it unless the address says otherwise: `redis://…/0?prefix=other`. */
const PREFIX = 'habilis'

/** Queues in Redis or Valkey, for installations whose database should not carry them. */
export class RedisBackend implements QueueBackend {
  private prefix: string
  private closing = false

  constructor(private url: string) {
    this.prefix = new URL(url).searchParams.get('prefix') ?? PREFIX
  }

  queue(name: QueueName) {
    // Sending fails at once while Redis is away (the outbox keeps the message) instead of piling up.
    const redis = new Redis(this.url, {
      enableOfflineQueue: false,
      maxRetriesPerRequest: 1,
      commandTimeout: QUEUE_TIMEOUT,
      connectTimeout: QUEUE_TIMEOUT,
      retryStrategy: this.retryStrategy,
    })
    redis.on('error', () => {})
    const queue = quiet(new Queue(name, { connection: redis, prefix: this.prefix }))
    const sending = queueOver(
      { use: (call) => call(queue), close: () => queue.close() },
      JOB_OPTIONS[name]
    )
    return {
      ...sending,
      close: async () => {
        if (redis.status === 'ready') await sending.close()
        else void sending.close().catch(() => {})
        redis.disconnect()
      },
    }
  }

  async consume(
    name: QueueName,
    process: (delivery: Delivery) => Promise<void>,
    events: ConsumerEvents
  ): Promise<Consumer> {
    // BullMQ asks for commands without a limit of tries on the worker's connections.
    const redis = new Redis(this.url, {
      maxRetriesPerRequest: null,
      retryStrategy: this.retryStrategy,
    })
    redis.on('error', (error) => events.onError(error))
    const worker = new Worker(name, processorOver(process), {
      ...WORKER_OPTIONS,
      concurrency: CONCURRENCY[name],
      connection: redis,
      prefix: this.prefix,
    })
    const consumer = consumerOver(worker, events)
    return {
      close: async () => {
        this.closing = true
        if (redis.status === 'ready') await consumer.close()
        // Without a server there is nobody to say goodbye to; the lock's end sees to what ran.
        else void worker.close(true).catch(() => {})
        redis.disconnect()
      },
    }
  }

  /** Redis keeps no schema. */
  async migrate() {}

  async close() {
    this.closing = true
  }

  /** For ever, at most every two seconds: an outage ends when Redis says so, or when we leave. */
  private retryStrategy = (times: number) => (this.closing ? null : Math.min(times * 100, 2_000))
}
