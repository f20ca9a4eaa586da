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
    const form = await showHandoverForm(organisationId, chosenIn(request.input('user')))
    return view.render('pages/habilitations/handover_create', form)
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
    if (!proposed.ok) return refuse(ctx, organisationId, proposed.error)
    flash(ctx, 'success', 'proposed')
    return ctx.response.redirect().toRoute('handovers.create', [organisationId])
  }

  /** To whom it was proposed: what would change, and the two answers. */
  async show({ bouncer, params, response, view }: HttpContext) {
    const handover = await findHandover(Number(params.id))
    await bouncer.with(HandoverPolicy).authorize('decide', handover)
    if (handover!.open) return view.render('pages/habilitations/handover_show', { handover })
    response.status(410)
    return view.render('pages/habilitations/handover_closed', { handover })
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

/** Whom an address names: the row of a list leads here with its person. */
function chosenIn(user: unknown): number | null {
  return typeof user === 'string' && /^[1-9]\d{0,8}$/.test(user) ? Number(user) : null
}

/** What is wrong, tied to the part of the page that shows it. */
const FIELDS = { not_eligible: 'user', already_proposed: 'pending' } as const

function refuse(
  { i18n, request, response, session }: HttpContext,
  organisationId: number,
  fault: keyof typeof FIELDS
) {
  session.flashOnly(['user'])
  session.flash('inputErrorsBag', { [FIELDS[fault]]: [i18n.t(`handover.outcomes.${fault}`)] })
  const qs = { user: request.input('user') }
  return response.redirect().toRoute('handovers.create', [organisationId], { qs })
}

function flash({ session, i18n }: HttpContext, kind: 'success' | 'error', outcome: string) {
  session.flash(kind, i18n.t(`handover.outcomes.${outcome}`))
}
