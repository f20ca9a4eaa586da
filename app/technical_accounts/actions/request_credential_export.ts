import { randomBytes } from 'node:crypto'
import { recordAudit } from '#shared/audit/record_audit'
import { databaseNow } from '#shared/database_clock'
import { enqueue } from '#shared/jobs/enqueue'
import { err, ok, type Result } from '#shared/result'
import { attempt } from '#shared/tenancy/main'
import db from '@adonisjs/lucid/services/db'
import { exportDeadline, hashOf, openFromPage, sealSecret } from '../exports/credential_seals.js'
import { renderCredentialExport } from '../jobs.js'
import { findTechnicalAccount } from '../queries/find_technical_account.js'
import { spendNonce } from '../single_use_nonce.js'

export interface RequestCredentialExportInput {
  organisationId: number
  /** The recap's sealed copy. */
  sealed: string
  /** What the session's secrets are bound to. */
  session: string
  locale: string
}

/** Puts a credential in the hands of a worker, which makes its PDF; the ticket is what fetches it. */
export class RequestCredentialExport {
  async handle(
    input: RequestCredentialExportInput
  ): Promise<Result<{ ticket: string }, 'not_exportable'>> {
    const now = await databaseNow()
    const credential = await findExportableCredential(input, now)
    if (!credential || !(await spendExport(input.sealed, 'pdf'))) return err('not_exportable')

    const ticket = randomBytes(32).toString('base64url')
    const row = {
      technicalAccountId: credential.accountId,
      ticketHash: hashOf(ticket),
      sessionHash: hashOf(input.session),
    }
    const { password, version } = credential
    const expiresAt = exportDeadline(now)
    await attempt(async () => {
      const [{ id }] = await db
        .table('credential_exports')
        .insert({
          organisation_id: input.organisationId,
          technical_account_id: row.technicalAccountId,
          ticket_hash: row.ticketHash,
          session_hash: row.sessionHash,
          sealed_secret: sealSecret({ password, version, locale: input.locale }, row, expiresAt),
          expires_at: expiresAt,
        })
        .returning('id')
      await recordCredentialExport(input.organisationId, credential, 'pdf')
      await enqueue(renderCredentialExport, { organisationId: input.organisationId, exportId: id })
    })
    return ok({ ticket })
  }
}

/**
 * What a sealed copy holds, when this session may have it: its account belongs to the
 * organisation, is not deleted, and the password has not been replaced since.
 */
export async function findExportableCredential(
  { organisationId, sealed, session }: Omit<RequestCredentialExportInput, 'locale'>,
  now: Date
) {
  const credential = openFromPage(sealed, session, now)
  const account = credential && (await findTechnicalAccount(organisationId, credential.accountId))
  return account && account.version === credential.version ? { ...credential, account } : null
}

/** A download may fail, a file may be lost on its way: the recap serves again, but not for ever. */
const MOST_EXPORTS = 3

/** Spends one of a sealed copy's exports in a format; false when there is none left. */
export async function spendExport(sealed: string, format: 'pdf' | 'text'): Promise<boolean> {
  for (let number = 1; number <= MOST_EXPORTS; number++) {
    if (await spendNonce(`${format} ${number} ${sealed}`)) return true
  }
  return false
}

/** Handing out a credential is a sensitive read: the journal has it. */
export async function recordCredentialExport(
  organisationId: number,
  { accountId, account }: { accountId: number; account: { login: string } },
  format: 'pdf' | 'text'
): Promise<void> {
  await recordAudit({
    organisationId,
    action: 'technical_accounts.credential_exported',
    subject: `technical_account:${accountId}`,
    details: { login: account.login, format },
  })
}
