import env from '#start/env'
import type { Logger } from '@adonisjs/core/logger'
import { QUEUE_NAMES, type QueueName } from '#shared/jobs/define_job'
import { OutboxRelay } from './outbox_relay.js'
import { Schedules } from './schedules.js'
import { processorOf, reportTo } from './worker.js'
import { openQueueBackend, type Consumer, type Queue, type QueueBackend } from './queues.js'
import type { Registry } from './registry.js'

/** What one worker process runs: consumers of every queue, the schedules, an outbox relay. */
export class Runtime {
  private queues = new Map<QueueName, Queue>()
  private consumers: Consumer[] = []
  private relay: OutboxRelay
  private schedules: Schedules

  private constructor(
    private registry: Registry,
    private logger: Logger,
    private backend: QueueBackend
  ) {
    const queueOf = (name: QueueName) => this.queueOf(name)
    this.relay = new OutboxRelay(registry, queueOf, logger, env.get('DATABASE_URL'))
    this.schedules = new Schedules(registry, queueOf, logger)
  }

  /** Starts everything, or nothing: an invalid registry refuses before any job is taken. */
  static async start(registry: Registry, logger: Logger, backend?: QueueBackend): Promise<Runtime> {
    await registry.loadHandlers()
    const runtime = new Runtime(registry, logger, backend ?? (await openQueueBackend()))
    try {
      await runtime.begin()
    } catch (error) {
      await runtime.stop()
      throw error
    }
    return runtime
  }

  /** Takes nothing new, waits for the running jobs, then closes every connection. */
  async stop(): Promise<void> {
    await Promise.all([this.schedules.stop(), this.relay.stop()])
    await Promise.all(this.consumers.map((consumer) => consumer.close()))
    await Promise.all([...this.queues.values()].map((queue) => queue.close()))
    await this.backend.close()
  }

  private async begin() {
    const process = processorOf(this.registry, this.logger)
    const events = reportTo(this.logger)
    for (const name of QUEUE_NAMES) {
      this.consumers.push(await this.backend.consume(name, process, events))
    }
    await this.schedules.start()
    await this.relay.start()
  }

  private queueOf(name: QueueName): Queue {
    const queue = this.queues.get(name) ?? this.backend.queue(name)
    this.queues.set(name, queue)
    return queue
  }
}
