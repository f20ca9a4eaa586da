import { appUrl } from '#config/app'
import { sendMail } from '#shared/mails/send_mail'
import type { JobContext } from '#shared/jobs/define_job'
import { findPerson } from '../queries/find_person.js'

export async function handle({ userId }: { userId: number }, { outboxId }: JobContext) {
  const person = await findPerson(userId)
  if (!person) return
  await sendMail({
    to: person.loginEmail,
    locale: person.locale,
    template: 'mails/users/contact_email_changed',
    data: {
      firstName: person.firstName,
      contactEmail: person.contactEmail,
      link: `${appUrl}/account`,
    },
    messageKey: outboxId,
  })
}
