import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import type { AccountResult } from '../actions/change_account_status.js'
import { ReactivateTechnicalAccount } from '../actions/reactivate_technical_account.js'
import { SuspendTechnicalAccount } from '../actions/suspend_technical_account.js'
import { findTechnicalAccount } from '../queries/find_technical_account.js'
import { showOrganisation } from '../queries/show_forms.js'
import { findOr404 } from './answers.js'
import TechnicalAccountPolicy from '../policies/technical_account_policy.js'

/** Suspending a technical account, and ending its suspension. */
export default class TechnicalAccountSuspensionsController {
  /** What the one would stop, or the other resume, whichever comes next for the account. */
  async create(ctx: HttpContext) {
    const organisationId = Number(ctx.params.id)
    await ctx.bouncer.with(TechnicalAccountPolicy).authorize('suspend', organisationId)
    return ctx.view.render('pages/technical_accounts/suspend', {
      organisation: await showOrganisation(organisationId),
      account: await findOr404(
        ctx,
        findTechnicalAccount(organisationId, Number(ctx.params.accountId))
      ),
    })
  }

  @inject()
  async store(ctx: HttpContext, suspend: SuspendTechnicalAccount) {
    const organisationId = Number(ctx.params.id)
    await ctx.bouncer.with(TechnicalAccountPolicy).authorize('suspend', organisationId)
    const accountId = Number(ctx.params.accountId)
    return backToSheet(ctx, 'suspend', await suspend.handle({ organisationId, accountId }))
  }

  @inject()
  async destroy(ctx: HttpContext, reactivate: ReactivateTechnicalAccount) {
    const organisationId = Number(ctx.params.id)
    await ctx.bouncer.with(TechnicalAccountPolicy).authorize('reactivate', organisationId)
    const accountId = Number(ctx.params.accountId)
    return backToSheet(ctx, 'reactivate', await reactivate.handle({ organisationId, accountId }))
  }
}

function backToSheet(ctx: HttpContext, act: 'suspend' | 'reactivate', result: AccountResult) {
  if (!result.ok) return ctx.response.abort('not_found', 404)
  ctx.session.flash('success', ctx.i18n.t(`technical_accounts.${act}.done`, result.value))
  return ctx.response.redirect().toRoute('organisations.show', [ctx.params.id])
}
