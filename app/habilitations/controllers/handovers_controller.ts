import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { CloseHandover } from '../actions/close_handover.js'
import { ProposeHandover } from '../actions/propose_handover.js'
import { findHandover, findOpenHandover } from '../queries/find_handovers.js'
import { showHandoverForm } from '../queries/show_handover_form.js'
import { proposeHandoverValidator } from '../validators/handover.js'
import HandoverPolicy from '../policies/handover_policy.js'

/** Proposing the principal manager's role, and taking the proposal back. */
export default class HandoversController {
  async create({ bouncer, params, request, view }: HttpContext) {
    const organisationId = Number(params.id)
    await bouncer.with(HandoverPolicy).authorize('propose', organisationId)
    return view.render('pages/habilitations/handover_create', {
      ...(await showHandoverForm(organisationId)),
      selected: Number(request.input('user')) || null,
    })
  }

  @inject()
  async store(ctx: HttpContext, proposeHandover: ProposeHandover) {
    const organisationId = Number(ctx.params.id)
    await ctx.bouncer.with(HandoverPolicy).authorize('propose', organisationId)

    const { user } = await ctx.request.validateUsing(proposeHandoverValidator)
    const proposed = await proposeHandover.handle({
      organisationId,
      fromUserId: ctx.caller!.userId,
      toUserId: user,
    })
    flash(ctx, proposed.ok ? 'success' : 'error', proposed.ok ? 'proposed' : proposed.error)
    return ctx.response.redirect().toRoute('handovers.create', [organisationId])
  }

  /** To whom it was proposed: what would change, and the two answers. */
  async show({ bouncer, params, view }: HttpContext) {
    const handover = await findHandover(Number(params.id))
    await bouncer.with(HandoverPolicy).authorize('decide', handover)
    return view.render('pages/habilitations/handover_show', { handover })
  }

  @inject()
  async destroy(ctx: HttpContext, closeHandover: CloseHandover) {
    const organisationId = Number(ctx.params.id)
    await ctx.bouncer.with(HandoverPolicy).authorize('withdraw', organisationId)

    const handover = await findOpenHandover(organisationId)
    const closed =
      handover &&
      (await closeHandover.handle({
        handoverId: handover.id,
        userId: ctx.caller!.userId,
        as: 'withdrawn',
      }))
    flash(ctx, closed?.ok ? 'success' : 'error', closed?.ok ? 'withdrawn' : 'no_longer_open')
    return ctx.response.redirect().toRoute('organisations.show', [organisationId])
  }
}

function flash({ session, i18n }: HttpContext, kind: 'success' | 'error', outcome: string) {
  session.flash(kind, i18n.t(`handover.outcomes.${outcome}`))
}
