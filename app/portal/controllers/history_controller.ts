import type { HttpContext } from '@adonisjs/core/http'
import { findHistoryEntry } from '#shared/audit/history'
import { withOrganisationNames } from '../queries/with_organisation_names.js'
import { historyFacts } from '../queries/history_facts.js'
import HistoryPolicy from '../policies/history_policy.js'

export default class HistoryController {
  async show({ bouncer, i18n, params, view }: HttpContext) {
    const entry = await findHistoryEntry(Number(params.id))
    await bouncer.with(HistoryPolicy).authorize('show', entry)

    const [event] = await withOrganisationNames([entry!])
    return view.render('pages/portal/history_entry', {
      event,
      facts: historyFacts(event.details, i18n),
    })
  }
}
