import type { JobContext } from '#shared/jobs/define_job'
import { sendMail } from '#shared/mails/send_mail'
import { findNotice } from '../queries/find_notice.js'

/**
 * One reader's reminder. Read again at each try: who is no longer to hear of it (the manager has
 * changed) or what is no longer true (the password was reset) is not mailed.
 */
export async function handle(
  payload: { organisationId: number; noticeId: number; address: string },
  { outboxId }: JobContext
): Promise<void> {
  const notice = await findNotice(payload.organisationId, payload.noticeId)
  const reader = notice?.recipients.find(({ address }) => address === payload.address)
  if (!notice || !reader) return

  const { stage, login, label, expiresAt, organisation } = notice
  await sendMail({
    to: reader.address,
    locale: reader.locale,
    template: 'mails/technical_accounts/expiry_reminder',
    data: { stage, login, label, expiresAt, organisation },
    messageKey: outboxId,
  })
}
