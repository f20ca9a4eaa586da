import type { Check } from '#shared/health/readiness'
import { openQueueBackend, type Queue, type QueueBackend } from './queues.js'

/** Whether the queues answer, on a connection that is opened when first asked. */
export class QueueProbe implements Check {
  readonly name = 'queue'
  private opened: Promise<{ backend: QueueBackend; queue: Queue }> | undefined

  async run(): Promise<void> {
    this.opened ??= openQueueBackend().then((backend) => ({
      backend,
      queue: backend.queue('mails'),
    }))
    const { queue } = await this.opened
    await queue.counts()
  }

  async close(): Promise<void> {
    const opened = await this.opened?.catch(() => undefined)
    await opened?.queue.close()
    await opened?.backend.close()
  }
}
