import type { HttpContext } from '@adonisjs/core/http'
import { showOrganisationSheet } from '../queries/show_organisation_sheet.js'
import { OrganisationPolicy } from '#organisation'

export default class OrganisationsController {
  async show({ bouncer, caller, i18n, params, request, view }: HttpContext) {
    const id = Number(params.id)
    await bouncer.with(OrganisationPolicy).authorize('show', id)

    const query = request.qs()
    const sheet = await showOrganisationSheet(caller!, id, query, i18n.locale)
    return view.render('pages/portal/organisation', { ...sheet, query })
  }
}
