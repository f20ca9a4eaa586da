import db from '@adonisjs/lucid/services/db'
import { appUrl } from '#config/app'
import { sendMail } from '#shared/mails/send_mail'
import type { JobContext } from '#shared/jobs/define_job'
import { tenancy } from '#shared/tenancy/main'
import { LINK_MINUTES, mailKeyOf } from '../links/link_secret.js'
import { renewLink } from '../links/write_link.js'
import { findPerson } from '../queries/find_person.js'

/** Like the password's link: the secret is made here, and a second try replaces it. */
export async function handle({ linkId }: { linkId: number }, { outboxId }: JobContext) {
  const mail = await tenancy.asSystem('contact address verification', async () => {
    const secret = await renewLink(linkId)
    if (!secret) return null
    const link = await db
      .from('user_links')
      .where('id', linkId)
      .select('user_id', 'email')
      .firstOrFail()
    const person = await findPerson(link.user_id)
    return person && !person.deactivatedAt ? { person, email: link.email as string, secret } : null
  })
  if (!mail) return

  await sendMail({
    to: mail.email,
    locale: mail.person.locale,
    template: 'mails/users/contact_email_verification',
    data: {
      firstName: mail.person.firstName,
      link: `${appUrl}/contact-email/${mail.secret}`,
      minutes: LINK_MINUTES,
    },
    messageKey: mailKeyOf(outboxId, mail.secret),
  })
}
