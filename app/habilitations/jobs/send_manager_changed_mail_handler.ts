import db from '@adonisjs/lucid/services/db'
import { appUrl } from '#config/app'
import { findOrganisation } from '#organisation'
import type { JobContext } from '#shared/jobs/define_job'
import { sendMail } from '#shared/mails/send_mail'
import { findRecipient } from '../queries/find_recipient.js'

interface Payload {
  handoverId: number
  organisationId: number
  reader: 'former' | 'new'
}

/** Both are told: the one who gave the role up, and the one whose rights the machines now use. */
export async function handle(
  { handoverId, organisationId, reader }: Payload,
  { outboxId }: JobContext
) {
  const handover = await db.from('manager_handovers').where('id', handoverId).first()
  const organisation = await findOrganisation(organisationId)
  if (!handover || !organisation) return

  const former = await findRecipient(handover.from_user_id)
  const current = await findRecipient(handover.to_user_id)
  const isNewManager = reader === 'new'
  const recipient = isNewManager ? current : former
  await sendMail({
    to: recipient.email,
    locale: recipient.locale,
    template: 'mails/habilitations/manager_changed',
    data: {
      firstName: recipient.firstName,
      isNewManager,
      fromName: former.name,
      toName: current.name,
      organisationName: organisation.name,
      identifierType: organisation.identifierType,
      identifier: organisation.identifier,
      decidedAt: handover.decided_at,
      url: `${appUrl}/organisations/${organisationId}`,
    },
    messageKey: outboxId,
  })
}
