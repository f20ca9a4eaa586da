import db from '@adonisjs/lucid/services/db'
import type { Job } from './define_job.js'

/**
 * Asks for a job in the transaction that makes it necessary: a row in the outbox, which the
 * relay hands to the queue after the commit. Never lost, never done for something undone.
 */
export async function enqueue<Payload extends object>(
  job: Job<Payload>,
  payload: Payload & { organisationId?: number }
): Promise<void> {
  await db.table('outbox_messages').insert({
    job: job.name,
    payload: JSON.stringify(payload),
    organisation_id: payload.organisationId ?? null,
  })
}
