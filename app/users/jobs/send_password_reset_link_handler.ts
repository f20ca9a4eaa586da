import { appUrl } from '#config/app'
import { sendMail } from '#shared/mails/send_mail'
import type { JobContext } from '#shared/jobs/define_job'
import { tenancy } from '#shared/tenancy/main'
import { LINK_MINUTES, mailKeyOf } from '../links/link_secret.js'
import { writeLink } from '../links/write_link.js'
import { findPerson } from '../queries/find_person.js'

/**
 * The secret is made here, so that it is in no queue. A second try makes another one, which ends
 * the first: the last mail's link works.
 */
export async function handle({ userId }: { userId: number | null }, { outboxId }: JobContext) {
  if (userId === null) return
  const mail = await tenancy.asSystem('password reset link', async () => {
    const person = await findPerson(userId)
    if (!person || person.deactivatedAt) return null
    const email = person.loginEmail
    const { secret } = await writeLink({ userId, purpose: 'password_reset', email })
    return { person, secret }
  })
  if (!mail) return

  await sendMail({
    to: mail.person.loginEmail,
    locale: mail.person.locale,
    template: 'mails/users/password_reset_link',
    data: {
      firstName: mail.person.firstName,
      link: `${appUrl}/reset-password/${mail.secret}`,
      minutes: LINK_MINUTES,
    },
    messageKey: mailKeyOf(outboxId, mail.secret),
  })
}
