import db from '@adonisjs/lucid/services/db'
import { recordAudit } from '#shared/audit/record_audit'
import { enqueue } from '#shared/jobs/enqueue'
import { err, ok, type Result } from '#shared/result'
import { attempt, violates } from '#shared/tenancy/main'
import { sendHandoverProposedMail } from '../jobs.js'
import { findHandover } from '../queries/find_handovers.js'

const DAYS_TO_ANSWER = 7

export interface ProposeHandoverInput {
  organisationId: number
  fromUserId: number
  toUserId: number
}

/**
 * Proposes the principal manager's role to an active person attached to the whole organisation.
 * Nothing changes until they accept, within seven days.
 */
export class ProposeHandover {
  async handle({
    organisationId,
    fromUserId,
    toUserId,
  }: ProposeHandoverInput): Promise<Result<{ id: number }, 'not_eligible' | 'already_proposed'>> {
    const candidate = await db
      .from('attachments as a')
      .join('users as u', 'u.id', 'a.user_id')
      .where({ 'a.organisation_id': organisationId, 'a.user_id': toUserId })
      .where({ 'a.status': 'validated', 'a.role': 'user' })
      .whereNull('a.service_id')
      .whereNull('u.deactivated_at')
      .select('u.first_name', 'u.last_name')
      .first()
    if (!candidate) return err('not_eligible')

    try {
      const id = await attempt(async () => {
        await this.#closeExpired(organisationId)
        const [row] = await db
          .table('manager_handovers')
          .insert({
            organisation_id: organisationId,
            from_user_id: fromUserId,
            to_user_id: toUserId,
            expires_at: db.raw(`now() + interval '${DAYS_TO_ANSWER} days'`),
          })
          .returning('id')
        await recordAudit({
          organisationId,
          action: 'habilitations.handover_proposed',
          subject: `user:${toUserId}`,
          details: { name: `${candidate.first_name} ${candidate.last_name}` },
        })
        await enqueue(sendHandoverProposedMail, { handoverId: row.id, organisationId })
        return row.id as number
      })
      return ok({ id })
    } catch (error) {
      if (violates(error, 'manager_handovers_one_open')) return err('already_proposed')
      throw error
    }
  }

  /** The next proposal is when anybody needs to know that the one before was left unanswered. */
  async #closeExpired(organisationId: number) {
    const expired = await db
      .from('manager_handovers')
      .where({ organisation_id: organisationId, status: 'proposed' })
      .whereRaw('expires_at <= now()')
      .update({ status: 'expired', decided_at: db.raw('expires_at') })
      .returning('id')
    for (const { id } of expired) {
      const { toUserId, toName, expiresAt } = (await findHandover(id))!
      await recordAudit({
        organisationId,
        action: 'habilitations.handover_expired',
        actor: { kind: 'system', id: null, label: 'handover expiry' },
        subject: `user:${toUserId}`,
        details: { name: toName, expiresAt },
      })
    }
  }
}
