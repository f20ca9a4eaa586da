import { appUrl } from '#config/app'
import type { HttpContext } from '@adonisjs/core/http'
import { expiryCalendar } from '../expiry/expiry_calendar.js'
import { findTechnicalAccount } from '../queries/find_technical_account.js'
import { showOrganisation } from '../queries/show_forms.js'
import { findOr404 } from './answers.js'
import TechnicalAccountPolicy from '../policies/technical_account_policy.js'

/** When a technical password ends, for the manager's own calendar. */
export default class TechnicalAccountExpiriesController {
  async show(ctx: HttpContext) {
    const organisationId = Number(ctx.params.id)
    await ctx.bouncer.with(TechnicalAccountPolicy).authorize('noteExpiry', organisationId)
    const account = await findOr404(
      ctx,
      findTechnicalAccount(organisationId, Number(ctx.params.accountId))
    )
    const { name } = await showOrganisation(organisationId)
    const words = { login: account.login, organisation: name }
    ctx.response.type('text/calendar; charset=utf-8')
    ctx.response.header('content-disposition', 'attachment; filename="expiration.ics"')
    return expiryCalendar({
      accountId: account.id,
      version: account.version,
      createdAt: account.createdAt,
      expiresAt: account.expiresAt,
      url: `${appUrl}/organisations/${organisationId}`,
      host: new URL(appUrl).hostname,
      summary: ctx.i18n.t('sheet.technical.calendar.summary', words),
      description: ctx.i18n.t('sheet.technical.calendar.description', words),
    })
  }
}
