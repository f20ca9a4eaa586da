import { DateTime } from 'luxon'
import { recordAudit } from '#shared/audit/record_audit'
import { databaseNow } from '#shared/database_clock'
import { enqueue } from '#shared/jobs/enqueue'
import { sendExpiryMail } from '../jobs.js'
import PasswordNotice from '../models/password_notice.js'
import { findNotice } from '../queries/find_notice.js'

/**
 * Turns a noted stage into one mail per reader, in one transaction and once: a reader whose server
 * refuses does not make the others hear twice.
 */
export async function handle({
  organisationId,
  noticeId,
}: {
  organisationId: number
  noticeId: number
}): Promise<void> {
  const unsent = await PasswordNotice.query()
    .where({ organisationId, id: noticeId })
    .whereNull('sentAt')
    .forUpdate()
    .first()
  const notice = unsent && (await findNotice(organisationId, noticeId))
  if (!unsent || !notice) return

  for (const { reader } of notice.recipients) {
    await enqueue(sendExpiryMail, { organisationId, noticeId, reader })
  }
  await unsent.merge({ sentAt: DateTime.fromJSDate(await databaseNow()) }).save()
  await recordAudit({
    organisationId,
    action: 'technical_accounts.reminder_sent',
    details: { login: notice.login, stage: notice.stage, expiresAt: notice.expiresAt },
  })
}
