import db from '@adonisjs/lucid/services/db'
import { tenancy } from '#shared/tenancy/main'
import { QUEUE_NAMES, type QueueName } from '#shared/jobs/define_job'
import { entryOf, OUTBOX_ROW, type OutboxRow } from './outbox_entry.js'
import type { Queue, QueueBackend } from './queues.js'
import type { Registry } from './registry.js'

export interface DeadLetter {
  id: number
  job: string
  organisationId: number | null
  createdAt: Date
  givenUpAt: Date
}

/** The messages that were given up and not yet swept, oldest first. */
export async function listDeadLetters(): Promise<DeadLetter[]> {
  return tenancy.asSystem('dead letters', () =>
    db.from('outbox_messages').whereNotNull('given_up_at').orderBy('id').select({
      id: 'id',
      job: 'job',
      organisationId: 'organisation_id',
      createdAt: 'created_at',
      givenUpAt: 'given_up_at',
    })
  )
}

/**
 * Lets the relays hand given-up messages over again, with all their tries. A mail keeps its
 * Message-ID.
 *
 * @param ids the messages; those that were not given up are passed over
 * @returns how many there were
 */
export async function retryDeadLetters(
  ids: readonly number[],
  registry: Registry,
  backend: QueueBackend
): Promise<number> {
  const letters = () =>
    db
      .from('outbox_messages')
      .whereIn('id', [...ids])
      .whereNotNull('given_up_at')
  const rows: OutboxRow[] = await tenancy.asSystem('dead letters', () =>
    letters().select(db.raw(OUTBOX_ROW))
  )
  // First, because a queue takes no entry whose id it knows.
  await removeEntries(rows, registry, backend)
  const retried = await tenancy.asSystem('dead letters', () =>
    letters().update({ given_up_at: null, settled_at: null, dispatched_at: null }, ['id'])
  )
  return retried.length
}

async function removeEntries(rows: OutboxRow[], registry: Registry, backend: QueueBackend) {
  const queues = new Map<QueueName, Queue>(QUEUE_NAMES.map((name) => [name, backend.queue(name)]))
  try {
    for (const row of rows) {
      const job = registry.find(row.job)
      if (job) await queues.get(job.queue)!.remove(entryOf(row).id)
    }
  } finally {
    for (const queue of queues.values()) await queue.close()
  }
}
