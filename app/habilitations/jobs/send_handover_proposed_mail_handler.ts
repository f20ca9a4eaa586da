import { appUrl } from '#config/app'
import type { JobContext } from '#shared/jobs/define_job'
import { sendMail } from '#shared/mails/send_mail'
import { findHandover } from '../queries/find_handovers.js'
import { findRecipient } from '../queries/find_recipient.js'

/** Nothing is sent for a proposal that was answered or withdrawn in the meantime. */
export async function handle({ handoverId }: { handoverId: number }, { outboxId }: JobContext) {
  const handover = await findHandover(handoverId)
  if (!handover?.open) return
  const candidate = await findRecipient(handover.toUserId)
  await sendMail({
    to: candidate.email,
    locale: candidate.locale,
    template: 'mails/habilitations/handover_proposed',
    data: {
      firstName: candidate.firstName,
      fromName: handover.fromName,
      organisationName: handover.organisationName,
      identifierType: handover.identifierType,
      identifier: handover.identifier,
      expiresAt: handover.expiresAt,
      url: `${appUrl}/handovers/${handover.id}`,
    },
    messageKey: outboxId,
  })
}
