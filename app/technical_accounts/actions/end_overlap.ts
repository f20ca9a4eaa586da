import { recordAudit } from '#shared/audit/record_audit'
import { databaseNow } from '#shared/database_clock'
import { err, ok } from '#shared/result'
import { attempt } from '#shared/tenancy/main'
import { holdPrincipalManager } from '#habilitations'
import TechnicalAccount from '../models/technical_account.js'
import TechnicalPassword from '../models/technical_password.js'
import { usableUntilWhenEnded } from '../overlap.js'
import type { AccountInput, AccountResult } from './change_account_status.js'
import { livePasswords, spanOf } from './reset_password.js'

/** Ends the previous password at once. Harmless when the overlap is over already. */
export class EndOverlap {
  async handle({ organisationId, accountId }: AccountInput): Promise<AccountResult> {
    await holdPrincipalManager(organisationId)
    const account = await TechnicalAccount.lock(organisationId, accountId)
    if (!account) return err('account_unknown')

    await attempt(async () => {
      const now = await databaseNow()
      for (const password of await livePasswords(account, now)) {
        const { expiresAt, usableUntil } = spanOf(password)
        if (usableUntil === null) continue
        await TechnicalPassword.query()
          .where({ organisationId, id: password.id })
          .update({ usable_until: usableUntilWhenEnded({ expiresAt, usableUntil }, now) })
        await recordAudit({
          organisationId,
          action: 'technical_accounts.overlap_ended',
          subject: `technical_account:${account.id}`,
          details: { login: account.login, plannedEnd: usableUntil },
        })
      }
    })
    return ok({ login: account.login })
  }
}
