import type { HttpContext } from '@adonisjs/core/http'
import { exportOwnOrganisations } from '../queries/export_own_organisations.js'
import { streamCsv } from './csv_answer.js'
import ManagerActivitiesPolicy from '../policies/manager_activities_policy.js'

export default class OwnOrganisationsController {
  /** "Mes structures", as a file. */
  async index(ctx: HttpContext) {
    await ctx.bouncer.with(ManagerActivitiesPolicy).authorize('exportOrganisations')
    const source = exportOwnOrganisations(ctx.caller!, ctx.request.qs(), ctx.i18n)
    return streamCsv(ctx, ctx.i18n.t('manager.organisations.file'), source)
  }
}
