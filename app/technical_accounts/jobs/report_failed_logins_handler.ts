import type { JobContext } from '#shared/jobs/define_job'
import { sendMail } from '#shared/mails/send_mail'
import { findOrganisation } from '#organisation'
import { findPrincipalManager } from '#habilitations'
import TechnicalAccount from '../models/technical_account.js'

/** To the principal manager of now: a forgotten program, or somebody who guesses. */
export async function handle(
  { organisationId, accountId }: { organisationId: number; accountId: number },
  { outboxId }: JobContext
): Promise<void> {
  const account = await TechnicalAccount.query()
    .where({ organisationId, id: accountId })
    .whereNot('status', 'deleted')
    .first()
  const organisation = await findOrganisation(organisationId)
  const manager = await findPrincipalManager(organisationId)
  if (!account || !organisation || !manager) return

  await sendMail({
    to: manager.contactEmail,
    locale: manager.locale,
    template: 'mails/technical_accounts/failed_logins',
    data: { login: account.login, label: account.label, organisation },
    messageKey: outboxId,
  })
}
