import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { RecordHistoryExport } from '#habilitations'
import { exportHistory } from '../queries/export_history.js'
import { managedBy } from '../queries/managed_by.js'
import { showHistory } from '../queries/show_history.js'
import { streamCsv } from './csv_answer.js'
import HistoryPolicy from '../policies/history_policy.js'

/** The journal of the organisations that somebody manages, as a file. */
export default class HistoryExportsController {
  /** What the file will hold. The password is asked for on the way here, never on that to a file. */
  async create({ bouncer, caller, request, view }: HttpContext) {
    await bouncer.with(HistoryPolicy).authorize('export')
    const query = request.qs()
    const history = await showHistory(managedBy(caller!), query)
    return view.render('pages/portal/history_export', { history, query })
  }

  @inject()
  async show(ctx: HttpContext, recordExport: RecordHistoryExport) {
    await ctx.bouncer.with(HistoryPolicy).authorize('export')
    const managed = managedBy(ctx.caller!)
    const query = ctx.request.qs()
    const source = await exportHistory(managed, query, ctx.i18n)
    await recordExport.handle({ organisationIds: managed })
    return streamCsv(ctx, ctx.i18n.t('manager.history.file'), source)
  }
}
