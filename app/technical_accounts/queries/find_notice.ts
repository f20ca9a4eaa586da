import db from '@adonisjs/lucid/services/db'
import { findOrganisation, type OrganisationSheet } from '#organisation'
import { findPrincipalManager, type PrincipalManager } from '#habilitations'
import { listOperators } from '#users'
import {
  noticeRecipients,
  type ExpiryStage,
  type NoticeRecipient,
} from '../expiry/expiry_stages.js'

export interface Notice {
  id: number
  stage: ExpiryStage
  login: string
  label: string | null
  expiresAt: Date
  organisation: OrganisationSheet
  /** Whether somebody can reset the password at all. */
  managed: boolean
  /** Who is to hear of it at this moment, each in their language. */
  recipients: (NoticeRecipient & { locale: string })[]
}

/**
 * A noted stage that is still worth a mail: its account is active, its password has not been
 * replaced, and no more urgent stage was noted meanwhile (the mails may come days after the check).
 */
export async function findNotice(organisationId: number, noticeId: number): Promise<Notice | null> {
  const row = await db
    .from('password_notices as n')
    .joinRaw(
      `join technical_passwords p on p.organisation_id = n.organisation_id
         and p.id = n.technical_password_id and p.usable_until is null
       join technical_accounts a on a.organisation_id = p.organisation_id
         and a.id = p.technical_account_id and a.status = 'active'`
    )
    .where('n.organisation_id', organisationId)
    .where('n.id', noticeId)
    .whereRaw(
      `not exists (select from password_notices later
         where later.technical_password_id = n.technical_password_id and later.id > n.id)`
    )
    .select('n.id', 'n.stage', 'a.login', 'a.label', 'a.notification_addresses', 'p.expires_at')
    .first()
  const organisation = row && (await findOrganisation(organisationId))
  if (!organisation) return null
  const manager = await findPrincipalManager(organisationId)

  return {
    id: row.id,
    stage: row.stage,
    login: row.login,
    label: row.label,
    expiresAt: row.expires_at,
    organisation,
    managed: manager !== null,
    recipients: await recipientsOf(row, organisation, manager),
  }
}

async function recipientsOf(
  notice: { stage: ExpiryStage; notification_addresses: string[] },
  organisation: { email: string | null },
  manager: PrincipalManager | null
) {
  const operators = manager ? [] : await listOperators()
  const languages = new Map([
    ...operators.map(({ contactEmail, locale }) => [contactEmail, locale] as const),
    ...(manager ? [[manager.contactEmail, manager.locale] as const] : []),
  ])
  return noticeRecipients({
    stage: notice.stage,
    managerEmail: manager?.contactEmail ?? null,
    integratorEmails: notice.notification_addresses,
    organisationEmail: organisation.email,
    operators,
  }).map((recipient) => ({
    ...recipient,
    // Those whose language nobody knows read the manager's.
    locale: languages.get(recipient.address) ?? manager?.locale ?? 'fr',
  }))
}
