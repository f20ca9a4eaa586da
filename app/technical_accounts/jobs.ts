import vine from '@vinejs/vine'
import { defineJob, defineSchedule } from '#shared/jobs/define_job'

const id = () => vine.number().positive().withoutDecimals()

/** Tells the principal manager that an account was created. */
export const sendAccountCreatedMail = defineJob<{ organisationId: number; accountId: number }>({
  name: 'technical_accounts.send_account_created_mail',
  queue: 'mails',
  payload: vine.create({ organisationId: id(), accountId: id() }),
  handler: () => import('./jobs/send_account_created_mail_handler.js'),
})

/** Tells the principal manager that a password was reset. */
export const sendPasswordResetMail = defineJob<{ organisationId: number; passwordId: number }>({
  name: 'technical_accounts.send_password_reset_mail',
  queue: 'mails',
  payload: vine.create({ organisationId: id(), passwordId: id() }),
  handler: () => import('./jobs/send_password_reset_mail_handler.js'),
})

/**
 * Spreads the news of a password's end; it mails nobody itself. The check writes these messages
 * itself, in SQL.
 */
export const sendExpiryReminder = defineJob<{ organisationId: number; noticeId: number }>({
  name: 'technical_accounts.send_expiry_reminder',
  queue: 'maintenance',
  payload: vine.create({ organisationId: id(), noticeId: id() }),
  handler: () => import('./jobs/send_expiry_reminder_handler.js'),
})

/** Announces a password's end to one reader (a NoticeReader, expiry/expiry_stages.ts). */
export const sendExpiryMail = defineJob<{
  organisationId: number
  noticeId: number
  reader: string
}>({
  name: 'technical_accounts.send_expiry_mail',
  queue: 'mails',
  payload: vine.create({ organisationId: id(), noticeId: id(), reader: vine.string() }),
  handler: () => import('./jobs/send_expiry_mail_handler.js'),
})

/** Finds the passwords whose end is to be announced. */
export const checkPasswordExpiry = defineJob<{}>({
  name: 'technical_accounts.check_password_expiry',
  queue: 'maintenance',
  payload: vine.create({}),
  handler: () => import('./jobs/check_password_expiry_handler.js'),
  scope: 'own',
})

/** Four times an hour: what it does depends on the instants it compares, never on when it runs. */
export const checkPasswordExpiryRegularly = defineSchedule({
  job: checkPasswordExpiry,
  cron: '4,19,34,49 * * * *',
})

/** Makes the PDF of a credential. It renders outside of any transaction. */
export const renderCredentialExport = defineJob<{ organisationId: number; exportId: number }>({
  name: 'technical_accounts.render_credential_export',
  queue: 'pdfs',
  payload: vine.create({ organisationId: id(), exportId: id() }),
  handler: () => import('./jobs/render_credential_export_handler.js'),
  scope: 'own',
})

/** Removes exports that nobody came for. */
export const sweepCredentialExports = defineJob<{}>({
  name: 'technical_accounts.sweep_credential_exports',
  queue: 'maintenance',
  payload: vine.create({}),
  handler: () => import('./jobs/sweep_credential_exports_handler.js'),
  scope: 'own',
})

export const sweepCredentialExportsRegularly = defineSchedule({
  job: sweepCredentialExports,
  cron: '*/5 * * * *',
})

/** Tells the principal manager that wrong passwords keep being tried on an account. */
export const reportFailedLogins = defineJob<{ organisationId: number; accountId: number }>({
  name: 'technical_accounts.report_failed_logins',
  queue: 'mails',
  payload: vine.create({ organisationId: id(), accountId: id() }),
  handler: () => import('./jobs/report_failed_logins_handler.js'),
})
