import db from '@adonisjs/lucid/services/db'
import { hashOf } from '../exports/credential_seals.js'

export interface CredentialExportState {
  id: number
  organisationId: number
  accountId: number
  login: string
  state: 'pending' | 'ready' | 'failed'
  expiresAt: Date
}

/** The export that a ticket stands for, for the session that asked for it and no other. */
export async function findCredentialExport(
  ticket: string,
  session: string
): Promise<CredentialExportState | null> {
  const row = await db
    .from('credential_exports as e')
    .join('technical_accounts as a', (join) =>
      join.on('a.organisation_id', 'e.organisation_id').andOn('a.id', 'e.technical_account_id')
    )
    .where('e.ticket_hash', hashOf(ticket))
    .where('e.session_hash', hashOf(session))
    .whereRaw('e.expires_at > now()')
    .select('e.id', 'e.organisation_id', 'a.id as account_id', 'a.login', 'e.expires_at')
    .select(
      db.raw(`case when e.failed_at is not null then 'failed'
                   when e.sealed_pdf is not null then 'ready' else 'pending' end as state`)
    )
    .first()
  return (
    row && {
      id: row.id,
      organisationId: row.organisation_id,
      accountId: row.account_id,
      login: row.login,
      state: row.state,
      expiresAt: row.expires_at,
    }
  )
}
