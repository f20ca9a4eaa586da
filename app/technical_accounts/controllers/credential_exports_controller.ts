import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { sessionBinding } from '#users'
import { ExportCredentialAsText } from '../actions/export_credential_as_text.js'
import { RequestCredentialExport } from '../actions/request_credential_export.js'
import { asPlainText, writeCredentialSheet } from '../exports/credential_sheet.js'
import { findCredentialExport } from '../queries/find_credential_export.js'
import { showOrganisation } from '../queries/show_forms.js'
import { credentialExportValidator } from '../validators/credential_export.js'
import { renderExportGone, sendAttachment } from './export_answers.js'
import TechnicalAccountPolicy from '../policies/technical_account_policy.js'

/** "Exporter les informations de connexion": asked for on the recap, made by a worker. */
export default class CredentialExportsController {
  @inject()
  async store(ctx: HttpContext, asPdf: RequestCredentialExport, asText: ExportCredentialAsText) {
    const organisationId = Number(ctx.params.id)
    await ctx.bouncer.with(TechnicalAccountPolicy).authorize('exportCredential', organisationId)

    const { sealed, format } = await ctx.request.validateUsing(credentialExportValidator)
    const input = { organisationId, sealed, session: sessionBinding(ctx.session) }
    if (format === 'text') {
      const sheet = await asText.handle(input)
      if (!sheet.ok) return renderExportGone(ctx)
      const text = asPlainText(writeCredentialSheet(sheet.value, ctx.i18n))
      return sendAttachment(ctx, text, 'text/plain; charset=utf-8', `${sheet.value.login}.txt`)
    }
    const requested = await asPdf.handle({ ...input, locale: ctx.i18n.locale })
    if (!requested.ok) return renderExportGone(ctx)
    return ctx.response.redirect().toRoute('credential_exports.show', [requested.value.ticket])
  }

  /** How far the PDF is: a page that loads again, and its state alone for the script that asks. */
  async show(ctx: HttpContext) {
    const found = await findCredentialExport(ctx.params.ticket, sessionBinding(ctx.session))
    if (!found) return renderExportGone(ctx)
    await ctx.bouncer
      .with(TechnicalAccountPolicy)
      .authorize('exportCredential', found.organisationId)

    ctx.response.header('cache-control', 'no-store')
    const { state, login, expiresAt, organisationId } = found
    if (ctx.request.accepts(['html', 'json']) === 'json') return ctx.response.json({ state })
    return ctx.view.render('pages/technical_accounts/export', {
      state,
      ticket: ctx.params.ticket,
      login,
      expiresAt,
      organisation: await showOrganisation(organisationId),
    })
  }
}
