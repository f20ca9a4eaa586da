import { recordAudit } from '#shared/audit/record_audit'
import { err, ok, type Result } from '#shared/result'
import { attempt } from '#shared/tenancy/main'
import { holdPrincipalManager } from '#habilitations'
import TechnicalAccount from '../models/technical_account.js'

export interface AccountInput {
  organisationId: number
  accountId: number
}

export type AccountResult = Result<{ login: string }, 'account_unknown'>

const ACTIONS = {
  active: 'technical_accounts.reactivated',
  suspended: 'technical_accounts.suspended',
} as const

/** Suspends or reactivates. Doing it twice is no fault, and leaves one event in the journal. */
export async function changeAccountStatus(
  { organisationId, accountId }: AccountInput,
  status: keyof typeof ACTIONS
): Promise<AccountResult> {
  await holdPrincipalManager(organisationId)
  const account = await TechnicalAccount.lock(organisationId, accountId)
  if (!account) return err('account_unknown')
  if (account.status !== status) {
    await attempt(async () => {
      await account.merge({ status }).save()
      await recordAudit({
        organisationId,
        action: ACTIONS[status],
        subject: `technical_account:${account.id}`,
        details: { login: account.login },
      })
    })
  }
  return ok({ login: account.login })
}
