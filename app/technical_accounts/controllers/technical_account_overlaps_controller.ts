import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { EndOverlap } from '../actions/end_overlap.js'
import { findTechnicalAccount } from '../queries/find_technical_account.js'
import { showOrganisation } from '../queries/show_forms.js'
import { findOr404 } from './answers.js'
import TechnicalAccountPolicy from '../policies/technical_account_policy.js'

/** The time in which two passwords of one account open. */
export default class TechnicalAccountOverlapsController {
  /** Who still uses the previous password, before it is ended. */
  async show(ctx: HttpContext) {
    const organisationId = Number(ctx.params.id)
    await ctx.bouncer.with(TechnicalAccountPolicy).authorize('endOverlap', organisationId)
    return ctx.view.render('pages/technical_accounts/end_overlap', {
      organisation: await showOrganisation(organisationId),
      account: await findOr404(
        ctx,
        findTechnicalAccount(organisationId, Number(ctx.params.accountId))
      ),
    })
  }

  @inject()
  async destroy({ bouncer, i18n, params, response, session }: HttpContext, endOverlap: EndOverlap) {
    const organisationId = Number(params.id)
    await bouncer.with(TechnicalAccountPolicy).authorize('endOverlap', organisationId)

    const ended = await endOverlap.handle({ organisationId, accountId: Number(params.accountId) })
    if (!ended.ok) return response.abort('not_found', 404)
    session.flash('success', i18n.t('technical_accounts.overlap.ended', ended.value))
    return response.redirect().toRoute('organisations.show', [organisationId])
  }
}
