import { appUrl } from '#config/app'
import type { JobContext } from '#shared/jobs/define_job'
import { sendMail } from '#shared/mails/send_mail'
import { findHandover } from '../queries/find_handovers.js'
import { findRecipient } from '../queries/find_recipient.js'

/** Whoever proposed the role keeps it, and may want to propose it to somebody else. */
export async function handle({ handoverId }: { handoverId: number }, { outboxId }: JobContext) {
  const handover = await findHandover(handoverId)
  if (!handover) return
  const proposer = await findRecipient(handover.fromUserId)
  await sendMail({
    to: proposer.email,
    locale: proposer.locale,
    template: 'mails/habilitations/handover_declined',
    data: {
      firstName: proposer.firstName,
      toName: handover.toName,
      organisationName: handover.organisationName,
      identifierType: handover.identifierType,
      identifier: handover.identifier,
      url: `${appUrl}/organisations/${handover.organisationId}/handover`,
    },
    messageKey: outboxId,
  })
}
