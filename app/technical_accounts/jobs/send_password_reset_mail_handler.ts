import type { JobContext } from '#shared/jobs/define_job'
import { sendMail } from '#shared/mails/send_mail'
import { findOrganisation } from '#organisation'
import { findPrincipalManager } from '#habilitations'
import TechnicalAccount from '../models/technical_account.js'
import TechnicalPassword from '../models/technical_password.js'

/**
 * To whoever is principal manager now, for every reset, also one that another has followed: each
 * is an act they should know of.
 */
export async function handle(
  { organisationId, passwordId }: { organisationId: number; passwordId: number },
  { outboxId }: JobContext
): Promise<void> {
  const password = await TechnicalPassword.query().where({ organisationId, id: passwordId }).first()
  const account = password && (await liveAccount(organisationId, password.technicalAccountId))
  const organisation = await findOrganisation(organisationId)
  const manager = await findPrincipalManager(organisationId)
  if (!password || !account || !organisation || !manager) return

  await sendMail({
    to: manager.contactEmail,
    locale: manager.locale,
    template: 'mails/technical_accounts/password_reset',
    data: {
      login: account.login,
      label: account.label,
      suspended: account.status === 'suspended',
      resetAt: password.createdAt.toJSDate(),
      expiresAt: password.expiresAt.toJSDate(),
      overlapEndsAt: await overlapEnd(password),
      organisation,
    },
    messageKey: outboxId,
  })
}

function liveAccount(organisationId: number, id: number) {
  return TechnicalAccount.query()
    .where({ organisationId, id })
    .whereNot('status', 'deleted')
    .first()
}

/** Until when the password that this one replaced opens; null when it was ended with the reset. */
async function overlapEnd(password: TechnicalPassword): Promise<Date | null> {
  const previous = await TechnicalPassword.query()
    .where({
      organisationId: password.organisationId,
      technicalAccountId: password.technicalAccountId,
      version: password.version - 1,
    })
    .whereColumn('usable_until', '<=', 'expires_at')
    .where('usable_until', '>', password.createdAt.toJSDate())
    .first()
  return previous?.usableUntil?.toJSDate() ?? null
}
