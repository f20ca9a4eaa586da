import db from '@adonisjs/lucid/services/db'
import { recordAudit } from '#shared/audit/record_audit'
import { enqueue } from '#shared/jobs/enqueue'
import { err, ok, type Result } from '#shared/result'
import { attempt } from '#shared/tenancy/main'
import { sendManagerChangedMail } from '../jobs.js'
import { lockOpenHandover } from '../queries/lock_open_handover.js'

/**
 * Hands the principal manager's role over, in one transaction: from its commit on, the technical
 * accounts of the organisation act with the new manager's rights and write to their address.
 * The former manager stays as a plain user.
 */
export class AcceptHandover {
  async handle({
    handoverId,
    userId,
  }: {
    handoverId: number
    userId: number
  }): Promise<Result<{ organisationId: number }, 'no_longer_open'>> {
    return attempt(async () => {
      const handover = await lockOpenHandover(handoverId)
      if (!handover || handover.to_user_id !== userId) return err('no_longer_open')
      const organisationId: number = handover.organisation_id

      const attachments = () =>
        db.from('attachments').where({ organisation_id: organisationId, status: 'validated' })
      const gaveUp = await attachments()
        .where({ user_id: handover.from_user_id, role: 'principal_manager' })
        .update({ role: 'user', updated_at: db.raw('now()') })
      const received = await attachments()
        .where({ user_id: userId, role: 'user' })
        .whereNull('service_id')
        .update({ role: 'principal_manager', updated_at: db.raw('now()') })
      // Either of them lost what the proposal rested on since it was made.
      if (affected(gaveUp) !== 1 || affected(received) !== 1) throw new HandoverOvertaken()

      await db
        .from('manager_handovers')
        .where('id', handoverId)
        .update({ status: 'accepted', decided_at: db.raw('now()') })
      await recordAudit({
        organisationId,
        action: 'habilitations.principal_manager_changed',
        subject: `user:${userId}`,
        details: { from: handover.from_name, to: handover.to_name },
      })
      // One message each: the refusal of one reader's server is nothing to the other.
      await enqueue(sendManagerChangedMail, { handoverId, organisationId, reader: 'former' })
      await enqueue(sendManagerChangedMail, { handoverId, organisationId, reader: 'new' })
      return ok({ organisationId })
    }).catch((error) => {
      if (error instanceof HandoverOvertaken) return err('no_longer_open')
      throw error
    })
  }
}

class HandoverOvertaken extends Error {}

/** Lucid answers an update with a number, or with an array of one. */
function affected(answer: unknown): number {
  return Number(Array.isArray(answer) ? answer[0] : answer)
}
