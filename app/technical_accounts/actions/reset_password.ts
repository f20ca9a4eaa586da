import { recordAudit } from '#shared/audit/record_audit'
import { databaseNow } from '#shared/database_clock'
import { enqueue } from '#shared/jobs/enqueue'
import { err, ok, type Result } from '#shared/result'
import { attempt } from '#shared/tenancy/main'
import { findPrincipalManager, holdPrincipalManager } from '#habilitations'
import { sendPasswordResetMail } from '../jobs.js'
import TechnicalAccount from '../models/technical_account.js'
import TechnicalPassword from '../models/technical_password.js'
import { isUsable, usableUntilAfterReset, type Overlap } from '../overlap.js'
import { spendNonce } from '../single_use_nonce.js'
import type { IssuedCredential } from './create_technical_account.js'
import { issuePassword } from './issue_password.js'

export interface ResetPasswordInput {
  organisationId: number
  accountId: number
  overlap: Overlap
  /** The form's; null where no form can be sent twice. */
  nonce: string | null
}

export interface ResetCredential extends IssuedCredential {
  /** Until when the previous password still opens; null when it is dead already. */
  overlapEndsAt: Date | null
  /** A reset does not end a suspension. */
  suspended: boolean
}

export type ResetPasswordFault = 'account_unknown' | 'no_principal_manager' | 'already_done'

/**
 * Gives an account a new password. The previous one lives until the overlap's end, its own expiry
 * or the next reset, whichever is first: at most two live. Resets of one account follow one
 * another, so that any number of them at once leave exactly one current password.
 */
export class ResetPassword {
  async handle(input: ResetPasswordInput): Promise<Result<ResetCredential, ResetPasswordFault>> {
    const { organisationId, accountId, overlap } = input
    await holdPrincipalManager(organisationId)
    const manager = await findPrincipalManager(organisationId)
    if (!manager) return err('no_principal_manager')
    const account = await TechnicalAccount.lock(organisationId, accountId)
    if (!account) return err('account_unknown')
    if (input.nonce !== null && !(await spendNonce(input.nonce))) return err('already_done')

    return attempt(async () => {
      const now = await databaseNow()
      const overlapEndsAt = await this.#endCurrent(account, overlap, now)
      const issued = await issuePassword(account, now)
      await recordAudit({
        organisationId,
        action: 'technical_accounts.password_reset',
        subject: `technical_account:${account.id}`,
        details: { login: account.login, overlap, overlapEndsAt, expiresAt: issued.expiresAt },
      })
      await enqueue(sendPasswordResetMail, { organisationId, passwordId: issued.id })
      const { version, password, expiresAt } = issued
      return ok({
        accountId: account.id,
        login: account.login,
        label: account.label,
        version,
        password,
        expiresAt,
        contactEmail: manager.contactEmail,
        overlapEndsAt,
        suspended: account.status === 'suspended',
      })
    })
  }

  async #endCurrent(account: TechnicalAccount, overlap: Overlap, now: Date) {
    const live = await livePasswords(account, now)
    let overlapEndsAt: Date | null = null
    for (const password of live) {
      const wasCurrent = password.usableUntil === null
      const until = usableUntilAfterReset(spanOf(password), overlap, now)
      await TechnicalPassword.query()
        .where({ organisationId: account.organisationId, id: password.id })
        .update({ usable_until: until })
      if (wasCurrent && isUsable({ ...spanOf(password), usableUntil: until }, now)) {
        overlapEndsAt = until
      }
    }
    return overlapEndsAt
  }
}

/** The passwords that still open or have not been replaced yet; at most two. Needs the account's lock. */
export async function livePasswords(
  account: { id: number; organisationId: number },
  now: Date
): Promise<TechnicalPassword[]> {
  return TechnicalPassword.query()
    .where({ organisationId: account.organisationId, technicalAccountId: account.id })
    .where((query) => query.whereNull('usableUntil').orWhere('usableUntil', '>', now))
    .orderBy('version')
}

/** A password's life, as the pure rules of overlap.ts read it. */
export function spanOf(password: TechnicalPassword) {
  return {
    expiresAt: password.expiresAt.toJSDate(),
    usableUntil: password.usableUntil?.toJSDate() ?? null,
  }
}
