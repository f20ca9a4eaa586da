import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { CreateTechnicalAccount } from '../actions/create_technical_account.js'
import { DeleteTechnicalAccount } from '../actions/delete_technical_account.js'
import { findTechnicalAccount } from '../queries/find_technical_account.js'
import { showCreationForm, showOrganisation } from '../queries/show_forms.js'
import { createTechnicalAccountValidator } from '../validators/technical_account.js'
import { findOr404, renderAlreadyShown, renderRecap } from './answers.js'
import TechnicalAccountPolicy from '../policies/technical_account_policy.js'

/** Opening a technical account, and ending it. */
export default class TechnicalAccountsController {
  async create({ bouncer, params, view }: HttpContext) {
    const organisationId = Number(params.id)
    await bouncer.with(TechnicalAccountPolicy).authorize('create', organisationId)
    return view.render('pages/technical_accounts/create', await showCreationForm(organisationId))
  }

  @inject()
  async store(ctx: HttpContext, createTechnicalAccount: CreateTechnicalAccount) {
    const organisationId = Number(ctx.params.id)
    await ctx.bouncer.with(TechnicalAccountPolicy).authorize('create', organisationId)

    const input = await ctx.request.validateUsing(createTechnicalAccountValidator)
    const created = await createTechnicalAccount.handle({
      organisationId,
      label: input.label || null,
      notificationAddresses: input.notificationAddresses ?? [],
      nonce: input.nonce,
    })
    if (created.ok) return renderRecap(ctx, 'created', organisationId, created.value)
    if (created.error === 'already_done') return renderAlreadyShown(ctx, organisationId)
    return ctx.response.abort('not_found', 404)
  }

  /** What deleting it would end. */
  async show(ctx: HttpContext) {
    const organisationId = Number(ctx.params.id)
    await ctx.bouncer.with(TechnicalAccountPolicy).authorize('delete', organisationId)
    return ctx.view.render('pages/technical_accounts/delete', {
      organisation: await showOrganisation(organisationId),
      account: await findOr404(
        ctx,
        findTechnicalAccount(organisationId, Number(ctx.params.accountId))
      ),
    })
  }

  @inject()
  async destroy(ctx: HttpContext, deleteTechnicalAccount: DeleteTechnicalAccount) {
    const organisationId = Number(ctx.params.id)
    await ctx.bouncer.with(TechnicalAccountPolicy).authorize('delete', organisationId)

    const deleted = await deleteTechnicalAccount.handle({
      organisationId,
      accountId: Number(ctx.params.accountId),
    })
    if (!deleted.ok) return ctx.response.abort('not_found', 404)
    ctx.session.flash('success', ctx.i18n.t('technical_accounts.delete.done', deleted.value))
    return ctx.response.redirect().toRoute('organisations.show', [organisationId])
  }
}
