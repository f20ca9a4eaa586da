import db from '@adonisjs/lucid/services/db'
import type { Logger } from '@adonisjs/core/logger'
import { tenancy } from '#shared/tenancy/main'
import type { QueueName } from '#shared/jobs/define_job'
import { Doorbell } from './doorbell.js'
import { OutboxAudit, PERIOD } from './outbox_audit.js'
import { entryOf, OUTBOX_ROW, type OutboxRow } from './outbox_entry.js'
import type { Registry } from './registry.js'
import type { Queue } from './queues.js'

const BATCH = 100
const POLL = 1_000
const LONGEST_PAUSE = 15_000

export const UNKNOWN_JOB = 'unknown job'

/**
 * Hands committed outbox messages to the queues. Any number of relays may run: each takes rows
 * that no other holds, and a message added twice (the relay died before its commit) has the same
 * id both times. While the queues are away nothing is marked, so nothing is lost.
 */
export class OutboxRelay {
  private running: Promise<void> | undefined
  private stopped = false
  private failures = 0
  private audited = 0
  private doorbell: Doorbell
  private outboxAudit: OutboxAudit

  constructor(
    private registry: Registry,
    private queueOf: (name: QueueName) => Queue,
    private logger: Logger,
    listenUrl: string
  ) {
    this.doorbell = new Doorbell(listenUrl, 'habilis_outbox')
    this.outboxAudit = new OutboxAudit(registry, queueOf, logger)
  }

  /** Begins to relay, after messages parked by an older version have been let go. */
  async start(): Promise<void> {
    await this.release()
    await this.doorbell.listen()
    this.running = this.run()
  }

  /** Ends after the batch at hand. */
  async stop(): Promise<void> {
    this.stopped = true
    await this.doorbell.close()
    await this.running
  }

  /** Relays one batch; answers how many messages it took. Throws when the queues are away. */
  async relay(): Promise<number> {
    return tenancy.asSystem('outbox relay', async () => {
      const rows: OutboxRow[] = await db
        .from('outbox_messages')
        .select(db.raw(OUTBOX_ROW))
        .whereNull('dispatched_at')
        .whereNull('parked_at')
        .whereNull('settled_at')
        .orderBy('id')
        .limit(BATCH)
        .forUpdate()
        .skipLocked()
      const known = rows.filter(({ job }) => this.registry.find(job))
      await this.park(rows.filter((row) => !known.includes(row)))
      await this.hand(known)
      return rows.length
    })
  }

  /**
   * Lets go what was parked, and takes back what a queue has lost. Answers how many; the next
   * batches hand them over again.
   */
  async audit(olderThan = PERIOD): Promise<number> {
    this.audited = Date.now()
    await this.release()
    return this.outboxAudit.run(olderThan)
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      try {
        const taken = await this.relay()
        if (Date.now() - this.audited > PERIOD) await this.audit()
        this.failures = 0
        if (taken < BATCH) await this.doorbell.wait(POLL)
      } catch (error) {
        this.failures++
        this.logger.error({ err: error, failures: this.failures }, 'outbox relay failed')
        await this.doorbell.waitOut(Math.min(POLL * 2 ** (this.failures - 1), LONGEST_PAUSE))
      }
    }
  }

  private async hand(rows: OutboxRow[]) {
    if (rows.length === 0) return
    const entries = Map.groupBy(rows, ({ job }) => this.registry.find(job)!.queue)
    for (const [queue, messages] of entries) {
      await this.queueOf(queue).addAll(messages.map(entryOf))
    }
    await this.mark(rows, { dispatched_at: db.raw('now()') })
  }

  private async park(rows: OutboxRow[]) {
    if (rows.length === 0) return
    for (const { id, job } of rows) {
      this.logger.error({ job, outboxId: id }, 'no job has this name: outbox message parked')
    }
    await this.mark(rows, { parked_at: db.raw('now()'), parked_reason: UNKNOWN_JOB })
  }

  private async mark(rows: OutboxRow[], values: object) {
    await db
      .from('outbox_messages')
      .whereIn(
        'id',
        rows.map(({ id }) => id)
      )
      .whereNull('settled_at')
      .update(values)
  }

  /** While versions are exchanged an old relay may park what only the new one knows. */
  private async release() {
    await tenancy.asSystem('outbox relay', async () => {
      await db
        .from('outbox_messages')
        .where('parked_reason', UNKNOWN_JOB)
        .whereNotNull('parked_at')
        .whereIn('job', this.registry.names())
        .update({ parked_at: null, parked_reason: null })
    })
  }
}
