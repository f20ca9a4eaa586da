import db from '@adonisjs/lucid/services/db'
import { tenancy, type Actor } from '#shared/tenancy/main'

/** Events that belong to no organisation (a login, an operator's act) form a chain of their own. */
export const INSTALLATION = 0

export interface AuditEntry {
  organisationId: number
  /** What happened: `module.past_tense`; also the key of its sentence in the interface. */
  action: string
  /** Who did it; the scope's actor when absent. */
  actor?: Actor
  /** What it was done to, as `kind:id`. */
  subject?: string
  /** What the sentence names, before and after: never a secret. */
  details?: Record<string, unknown>
  /** Why: required of operators. */
  reason?: string
}

/**
 * Writes an event to the journal, in the transaction that makes it true. The database numbers
 * it, dates it and chains it to the organisation's previous event.
 */
export async function recordAudit(entry: AuditEntry): Promise<void> {
  const scope = tenancy.current()
  const actor = entry.actor ?? scope.actor
  await db.table('audit_events').insert({
    organisation_id: entry.organisationId,
    action: entry.action,
    actor_kind: actor.kind,
    actor_id: actor.id,
    actor_label: actor.label,
    subject: entry.subject ?? null,
    details: JSON.stringify(entry.details ?? {}),
    reason: entry.reason ?? null,
    source_address: scope.origin.address ?? null,
    request_id: scope.origin.requestId ?? null,
  })
}
