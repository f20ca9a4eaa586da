import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { AcceptHandover } from '../actions/accept_handover.js'
import { CloseHandover } from '../actions/close_handover.js'
import { findHandover } from '../queries/find_handovers.js'
import HandoverPolicy from '../policies/handover_policy.js'

/** The answer to a proposed hand-over: an acceptance, or its refusal. */
export default class HandoverAcceptancesController {
  @inject()
  async store(
    { bouncer, caller, i18n, params, response, session }: HttpContext,
    accept: AcceptHandover
  ) {
    const handover = await findHandover(Number(params.id))
    await bouncer.with(HandoverPolicy).authorize('decide', handover)

    const accepted = await accept.handle({ handoverId: handover!.id, userId: caller!.userId })
    session.flash(
      accepted.ok ? 'success' : 'error',
      i18n.t(`handover.outcomes.${accepted.ok ? 'accepted' : accepted.error}`)
    )
    return response.redirect().toRoute('organisations.show', [handover!.organisationId])
  }

  @inject()
  async destroy(
    { bouncer, caller, i18n, params, response, session }: HttpContext,
    close: CloseHandover
  ) {
    const handover = await findHandover(Number(params.id))
    await bouncer.with(HandoverPolicy).authorize('decide', handover)

    const closed = await close.handle({
      handoverId: handover!.id,
      userId: caller!.userId,
      as: 'declined',
    })
    session.flash(
      closed.ok ? 'success' : 'error',
      i18n.t(`handover.outcomes.${closed.ok ? 'declined' : closed.error}`)
    )
    return response.redirect().toRoute('home.show')
  }
}
