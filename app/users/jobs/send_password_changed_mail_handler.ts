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
    template: 'mails/users/password_changed',
    data: { firstName: person.firstName, link: `${appUrl}/forgot-password` },
    messageKey: outboxId,
  })
}
