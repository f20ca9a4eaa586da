import type { JobContext } from '#shared/jobs/define_job'
import { sendMail } from '#shared/mails/send_mail'
import { findNotice } from '../queries/find_notice.js'

/**
 * One reader's reminder. Read again at each try: the manager is the one of the moment, and what is
 * no longer true (the password was reset) is not mailed.
 */
export async function handle(
  payload: { organisationId: number; noticeId: number; reader: string },
  { outboxId }: JobContext
): Promise<void> {
  const notice = await findNotice(payload.organisationId, payload.noticeId)
  const recipient = notice?.recipients.find(({ reader }) => reader === payload.reader)
  if (!notice || !recipient) return

  const { stage, login, label, expiresAt, organisation, managed } = notice
  // What a reader may do about it depends on the kind: the manager resets, the others ask for it.
  const [reader] = recipient.reader.split(':')
  await sendMail({
    to: recipient.address,
    locale: recipient.locale,
    template: 'mails/technical_accounts/expiry_reminder',
    data: { stage, login, label, expiresAt, organisation, managed, reader },
    messageKey: outboxId,
  })
}
