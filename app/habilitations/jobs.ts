import vine from '@vinejs/vine'
import { defineJob } from '#shared/jobs/define_job'

const handoverPayload = vine.create({
  handoverId: vine.number().positive(),
  organisationId: vine.number().positive(),
})

interface HandoverPayload {
  handoverId: number
  organisationId: number
}

/** Tells a person that the principal manager's role is proposed to them. */
export const sendHandoverProposedMail = defineJob<HandoverPayload>({
  name: 'habilitations.send_handover_proposed_mail',
  queue: 'mails',
  payload: handoverPayload,
  handler: () => import('./jobs/send_handover_proposed_mail_handler.js'),
})

/** Tells the principal manager that their proposal was declined. */
export const sendHandoverDeclinedMail = defineJob<HandoverPayload>({
  name: 'habilitations.send_handover_declined_mail',
  queue: 'mails',
  payload: handoverPayload,
  handler: () => import('./jobs/send_handover_declined_mail_handler.js'),
})

/** Tells one of them, the former or the new principal manager, that the role has changed hands. */
export const sendManagerChangedMail = defineJob<HandoverPayload & { reader: 'former' | 'new' }>({
  name: 'habilitations.send_manager_changed_mail',
  queue: 'mails',
  payload: vine.create({
    handoverId: vine.number().positive(),
    organisationId: vine.number().positive(),
    reader: vine.enum(['former', 'new']),
  }),
  handler: () => import('./jobs/send_manager_changed_mail_handler.js'),
})
