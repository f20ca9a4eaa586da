import db from '@adonisjs/lucid/services/db'
import env from '#start/env'
import { recordAudit } from '#shared/audit/record_audit'
import { databaseNow } from '#shared/database_clock'
import { enqueue } from '#shared/jobs/enqueue'
import { err, ok, type Result } from '#shared/result'
import { attempt, violates } from '#shared/tenancy/main'
import { findOrganisation } from '#organisation'
import { findPrincipalManager, holdPrincipalManager } from '#habilitations'
import { sendAccountCreatedMail } from '../jobs.js'
import TechnicalAccount from '../models/technical_account.js'
import { spendNonce } from '../single_use_nonce.js'
import { firstFreeLogin } from '../technical_login.js'
import { issuePassword } from './issue_password.js'

export const LOGIN_DOMAIN = env.get('TECHNICAL_ACCOUNT_DOMAIN', 'habilis.test')

/** Logins of other organisations may stand in the way (1 + `0X` reads as 10 + `X`), but never many. */
const MOST_TRIES = 100

export interface CreateTechnicalAccountInput {
  organisationId: number
  label: string | null
  /** Integrators to remind of the password's end, besides the principal manager. */
  notificationAddresses: string[]
  /** The form's; null where no form can be sent twice. */
  nonce: string | null
  /** Why, where the journal needs it: an operator's command. */
  reason?: string
}

/** What the one screen shows that will ever show this password. */
export interface IssuedCredential {
  accountId: number
  login: string
  label: string | null
  version: number
  password: string
  expiresAt: Date
  contactEmail: string
}

export type CreateTechnicalAccountFault =
  'organisation_unknown' | 'no_principal_manager' | 'already_done'

/** Opens a machine account and gives it its first password. */
export class CreateTechnicalAccount {
  async handle(
    input: CreateTechnicalAccountInput
  ): Promise<Result<IssuedCredential, CreateTechnicalAccountFault>> {
    const { organisationId } = input
    const organisation = await findOrganisation(organisationId)
    if (!organisation) return err('organisation_unknown')
    await holdPrincipalManager(organisationId)
    const manager = await findPrincipalManager(organisationId)
    if (!manager) return err('no_principal_manager')
    if (input.nonce !== null && !(await spendNonce(input.nonce))) return err('already_done')

    const account = await this.#insertAccount(input, organisation.identifier)
    const issued = await attempt(async () => {
      const password = await issuePassword(account, await databaseNow())
      await recordAudit({
        organisationId,
        action: 'technical_accounts.created',
        subject: `technical_account:${account.id}`,
        details: {
          login: account.login,
          label: account.label,
          notificationAddresses: account.notificationAddresses,
          expiresAt: password.expiresAt,
        },
        reason: input.reason,
      })
      await enqueue(sendAccountCreatedMail, { organisationId, accountId: account.id })
      return password
    })
    const { version, password, expiresAt } = issued
    return ok({
      accountId: account.id,
      login: account.login,
      label: account.label,
      version,
      password,
      expiresAt,
      contactEmail: manager.contactEmail,
    })
  }

  /**
   * Takes the first login that was never given. The organisation's own are known; one of another
   * organisation, or one taken at this very moment, is met as a refusal and the next is tried.
   */
  async #insertAccount(input: CreateTechnicalAccountInput, identifier: string) {
    const taken = await takenLogins(input.organisationId)
    for (let tries = 1; ; tries++) {
      const login = firstFreeLogin(identifier, LOGIN_DOMAIN, taken)
      try {
        return await attempt(() =>
          TechnicalAccount.create({
            organisationId: input.organisationId,
            login,
            label: input.label,
            notificationAddresses: input.notificationAddresses,
            status: 'active',
          })
        )
      } catch (error) {
        if (!violates(error, 'technical_accounts_login_unique') || tries === MOST_TRIES) throw error
        taken.add(login)
      }
    }
  }
}

/** Every login ever given to an organisation, those of deleted accounts included. */
export async function takenLogins(organisationId: number): Promise<Set<string>> {
  const rows = await db
    .from('technical_accounts')
    .where('organisation_id', organisationId)
    .select('login')
  return new Set(rows.map((row) => row.login))
}
