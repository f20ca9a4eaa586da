import db from '@adonisjs/lucid/services/db'
import { recordAudit } from '#shared/audit/record_audit'
import { enqueue } from '#shared/jobs/enqueue'
import { err, ok, type Result } from '#shared/result'
import { attempt } from '#shared/tenancy/main'
import { sendHandoverDeclinedMail } from '../jobs.js'
import { lockOpenHandover } from '../queries/lock_open_handover.js'

export interface CloseHandoverInput {
  handoverId: number
  userId: number
  /** Who closes it decides how: the proposer withdraws, the other declines. */
  as: 'withdrawn' | 'declined'
}

/** Ends a proposal without handing anything over. */
export class CloseHandover {
  async handle({
    handoverId,
    userId,
    as,
  }: CloseHandoverInput): Promise<Result<{ organisationId: number }, 'no_longer_open'>> {
    return attempt(async () => {
      const handover = await lockOpenHandover(handoverId)
      const party = as === 'withdrawn' ? handover?.from_user_id : handover?.to_user_id
      if (!handover || party !== userId) return err('no_longer_open')

      await db
        .from('manager_handovers')
        .where('id', handoverId)
        .update({ status: as, decided_at: db.raw('now()') })
      await recordAudit({
        organisationId: handover.organisation_id,
        action: `habilitations.handover_${as}`,
        subject: `user:${handover.to_user_id}`,
        details: { name: handover.to_name },
      })
      // Who withdraws knows it; who is declined is told.
      if (as === 'declined') {
        await enqueue(sendHandoverDeclinedMail, {
          handoverId,
          organisationId: handover.organisation_id,
        })
      }
      return ok({ organisationId: handover.organisation_id })
    })
  }
}
