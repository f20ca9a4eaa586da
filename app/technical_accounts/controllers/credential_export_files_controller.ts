import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { sessionBinding } from '#users'
import { TakeCredentialExport } from '../actions/take_credential_export.js'
import { findCredentialExport } from '../queries/find_credential_export.js'
import { renderExportGone, sendAttachment } from './export_answers.js'
import TechnicalAccountPolicy from '../policies/technical_account_policy.js'

/** The PDF itself, once. */
export default class CredentialExportFilesController {
  @inject()
  async show(ctx: HttpContext, takeCredentialExport: TakeCredentialExport) {
    const found = await findCredentialExport(ctx.params.ticket, sessionBinding(ctx.session))
    if (!found) return renderExportGone(ctx)
    const { organisationId, id: exportId, login } = found
    await ctx.bouncer.with(TechnicalAccountPolicy).authorize('exportCredential', organisationId)

    const pdf = await takeCredentialExport.handle({ organisationId, exportId })
    if (!pdf) return renderExportGone(ctx)
    return sendAttachment(ctx, pdf, 'application/pdf', `${login}.pdf`)
  }
}
