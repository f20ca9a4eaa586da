import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { ResetPassword } from '../actions/reset_password.js'
import { findTechnicalAccount } from '../queries/find_technical_account.js'
import { showOrganisation } from '../queries/show_forms.js'
import { newNonce } from '../single_use_nonce.js'
import { resetPasswordValidator } from '../validators/technical_account_password.js'
import { findOr404, renderAlreadyShown, renderRecap } from './answers.js'
import TechnicalAccountPolicy from '../policies/technical_account_policy.js'

/** "Réinitialiser le mot de passe (utilisateur technique)". */
export default class TechnicalAccountPasswordsController {
  async create(ctx: HttpContext) {
    const organisationId = Number(ctx.params.id)
    await ctx.bouncer.with(TechnicalAccountPolicy).authorize('resetPassword', organisationId)
    return ctx.view.render('pages/technical_accounts/reset', {
      organisation: await showOrganisation(organisationId),
      account: await findOr404(
        ctx,
        findTechnicalAccount(organisationId, Number(ctx.params.accountId))
      ),
      nonce: newNonce(),
    })
  }

  @inject()
  async store(ctx: HttpContext, resetPassword: ResetPassword) {
    const organisationId = Number(ctx.params.id)
    await ctx.bouncer.with(TechnicalAccountPolicy).authorize('resetPassword', organisationId)

    const { overlap = 'none', nonce } = await ctx.request.validateUsing(resetPasswordValidator)
    const accountId = Number(ctx.params.accountId)
    const reset = await resetPassword.handle({ organisationId, accountId, overlap, nonce })
    if (reset.ok) return renderRecap(ctx, 'reset', organisationId, reset.value)
    if (reset.error === 'already_done') return renderAlreadyShown(ctx, organisationId)
    return ctx.response.abort('not_found', 404)
  }
}
