import db from '@adonisjs/lucid/services/db'
import type { Logger } from '@adonisjs/core/logger'
import { tenancy } from '#shared/tenancy/main'
import type { Job, QueueName } from '#shared/jobs/define_job'
import { entryOf, OUTBOX_ROW, type OutboxRow } from './outbox_entry.js'
import type { EntryState, Queue } from './queues.js'
import type { Registry } from './registry.js'
import { giveUp } from './worker.js'

/** How often, and after how long, messages that nobody has done are looked for in the queues. */
export const PERIOD = 15_000

const BATCH = 100

/** Of one round: while a mail server is away thousands wait, and new messages must not. */
const BATCHES = 10

interface Seen {
  row: OutboxRow
  job: Job<object>
  state: EntryState
}

/**
 * Compares the messages that were handed over a while ago and are not settled with what the
 * queues know of them.
 */
export class OutboxAudit {
  /** The message up to which the last round came; the next one goes on from there. */
  private upTo = 0

  constructor(
    private registry: Registry,
    private queueOf: (name: QueueName) => Queue,
    private logger: Logger
  ) {}

  /**
   * One round. Takes back what a queue has lost (a wiped Redis), and what has failed to its last
   * try without anybody being able to say so (the database was away); what crashed is given up.
   * Answers how many were taken back.
   */
  async run(olderThan: number): Promise<number> {
    let taken = 0
    for (let batch = 0; batch < BATCHES; batch++) {
      const rows = await this.unsettled(olderThan)
      taken += await this.review(rows)
      this.upTo = rows.length < BATCH ? 0 : rows.at(-1)!.id
      if (this.upTo === 0) break
    }
    return taken
  }

  private async unsettled(olderThan: number): Promise<OutboxRow[]> {
    return tenancy.asSystem('outbox audit', () =>
      db
        .from('outbox_messages')
        .select(db.raw(OUTBOX_ROW))
        .whereNotNull('dispatched_at')
        .whereNull('settled_at')
        .whereRaw(`dispatched_at < now() - ? * interval '1 millisecond'`, [olderThan])
        // Older ones nobody knows any more: the queues forget what has failed after a month.
        .whereRaw(`dispatched_at > now() - interval '30 days'`)
        .where('id', '>', this.upTo)
        .orderBy('id')
        .limit(BATCH)
    )
  }

  private async review(rows: OutboxRow[]): Promise<number> {
    const seen: Seen[] = []
    for (const row of rows) {
      const job = this.registry.find(row.job)
      if (job) {
        seen.push({ row, job, state: await this.queueOf(job.queue).stateOf(entryOf(row).id) })
      }
    }
    for (const { row, job } of seen.filter(({ state }) => state === 'crashed')) {
      this.logger.error({ job: job.name, outboxId: row.id }, 'job crashes its workers: given up')
      await giveUp(job, entryOf(row), this.logger)
    }
    return this.takeBack(seen.filter(({ state }) => state === 'gone' || state === 'failed'))
  }

  private async takeBack(lost: Seen[]): Promise<number> {
    if (lost.length === 0) return 0
    const ids = lost.map(({ row }) => row.id)
    // A worker may have settled one since it was read: that one stays where it is.
    const open: { id: number }[] = await tenancy.asSystem('outbox audit', () =>
      db
        .from('outbox_messages')
        .whereIn('id', ids)
        .whereNull('settled_at')
        .update({ dispatched_at: null }, ['id'])
    )
    const taken = lost.filter(({ row }) => open.some(({ id }) => id === row.id))
    // The queue takes no entry whose id it knows. When this fails the next round finds it again.
    for (const { row, job, state } of taken) {
      if (state === 'failed') await this.queueOf(job.queue).remove(entryOf(row).id)
    }
    if (taken.length > 0) {
      this.logger.warn({ messages: taken.length }, 'the queue lost messages: handed over again')
    }
    return taken.length
  }
}
