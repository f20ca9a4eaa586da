import vine from '@vinejs/vine'
import { defineJob, defineSchedule } from '#shared/jobs/define_job'

const id = () => vine.number().positive().withoutDecimals()

/** Sends the link with which a forgotten password is replaced; for nobody, does nothing. */
export const sendPasswordResetLink = defineJob<{ userId: number | null }>({
  name: 'users.send_password_reset_link',
  queue: 'mails',
  payload: vine.create({ userId: id().nullable() }),
  handler: () => import('./jobs/send_password_reset_link_handler.js'),
  // The secret's hash must be committed before the mail leaves, or the link could be a dead one.
  scope: 'own',
})

/** Tells a person at their login address that their password was changed. */
export const sendPasswordChangedMail = defineJob<{ userId: number }>({
  name: 'users.send_password_changed_mail',
  queue: 'mails',
  payload: vine.create({ userId: id() }),
  handler: () => import('./jobs/send_password_changed_mail_handler.js'),
})

/** Sends the link that proves a new contact address, to that address. */
export const sendContactEmailVerification = defineJob<{ linkId: number }>({
  name: 'users.send_contact_email_verification',
  queue: 'mails',
  payload: vine.create({ linkId: id() }),
  handler: () => import('./jobs/send_contact_email_verification_handler.js'),
  scope: 'own',
})

/** Tells a person at their login address that their contact address was changed. */
export const sendContactEmailChangedMail = defineJob<{ userId: number }>({
  name: 'users.send_contact_email_changed_mail',
  queue: 'mails',
  payload: vine.create({ userId: id() }),
  handler: () => import('./jobs/send_contact_email_changed_mail_handler.js'),
})

/** Removes links that have had their time. */
export const sweepUserLinks = defineJob<{}>({
  name: 'users.sweep_user_links',
  queue: 'maintenance',
  payload: vine.create({}),
  handler: () => import('./jobs/sweep_user_links_handler.js'),
  scope: 'own',
})

export const sweepUserLinksDaily = defineSchedule({ job: sweepUserLinks, cron: '41 4 * * *' })
