import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { EndOverlap } from '../actions/end_overlap.js'
import TechnicalAccountPolicy from '../policies/technical_account_policy.js'

/** The time in which two passwords of one account open. */
export default class TechnicalAccountOverlapsController {
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
