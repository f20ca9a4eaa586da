import type { JobContext } from '#shared/jobs/define_job'
import { sendMail } from '#shared/mails/send_mail'
import { findOrganisation } from '#organisation'
import { findPrincipalManager } from '#habilitations'
import { findTechnicalAccount } from '../queries/find_technical_account.js'

/** To whoever is principal manager now; the password is nowhere near. */
export async function handle(
  { organisationId, accountId }: { organisationId: number; accountId: number },
  { outboxId }: JobContext
): Promise<void> {
  const account = await findTechnicalAccount(organisationId, accountId)
  const organisation = await findOrganisation(organisationId)
  const manager = await findPrincipalManager(organisationId)
  if (!account || !organisation || !manager) return

  const { login, label, createdAt, expiresAt } = account
  await sendMail({
    to: manager.contactEmail,
    locale: manager.locale,
    template: 'mails/technical_accounts/account_created',
    data: { login, label, createdAt, expiresAt, organisation },
    messageKey: outboxId,
  })
}
