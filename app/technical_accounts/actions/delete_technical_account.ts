import { recordAudit } from '#shared/audit/record_audit'
import { databaseNow } from '#shared/database_clock'
import { err, ok } from '#shared/result'
import { attempt } from '#shared/tenancy/main'
import { holdPrincipalManager } from '#habilitations'
import CredentialExport from '../models/credential_export.js'
import TechnicalAccount from '../models/technical_account.js'
import TechnicalPassword from '../models/technical_password.js'
import type { AccountInput, AccountResult } from './change_account_status.js'

/**
 * Ends an account for good. Its row stays, so that its login is never given again; the integrators'
 * addresses have no reason to.
 */
export class DeleteTechnicalAccount {
  async handle({ organisationId, accountId }: AccountInput): Promise<AccountResult> {
    await holdPrincipalManager(organisationId)
    const account = await TechnicalAccount.lock(organisationId, accountId)
    if (!account) return err('account_unknown')

    await attempt(async () => {
      const now = await databaseNow()
      await TechnicalAccount.query().where({ organisationId, id: account.id }).update({
        status: 'deleted',
        deleted_at: now,
        updated_at: now,
        notification_addresses: [],
      })
      await TechnicalPassword.query()
        .where({ organisationId, technicalAccountId: account.id })
        .where((query) => query.whereNull('usableUntil').orWhere('usableUntil', '>', now))
        .update({ usable_until: now })
      await CredentialExport.query()
        .where({ organisationId, technicalAccountId: account.id })
        .delete()
      await recordAudit({
        organisationId,
        action: 'technical_accounts.deleted',
        subject: `technical_account:${account.id}`,
        details: { login: account.login },
      })
    })
    return ok({ login: account.login })
  }
}
