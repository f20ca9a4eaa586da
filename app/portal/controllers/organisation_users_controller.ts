import { Readable } from 'node:stream'
import type { HttpContext } from '@adonisjs/core/http'
import { tenancy } from '#shared/tenancy/main'
import { exportAttachedUsers } from '../queries/export_attached_users.js'
import { readUserListing } from '../queries/show_organisation_sheet.js'
import { OrganisationPolicy } from '#organisation'

export default class OrganisationUsersController {
  /** The filtered list as a file, streamed after the request in a scope of its own. */
  async index({ bouncer, i18n, params, request, response }: HttpContext) {
    const id = Number(params.id)
    await bouncer.with(OrganisationPolicy).authorize('exportUsers', id)

    const scope = tenancy.current()
    const rows = exportAttachedUsers(scope, id, readUserListing(request.qs()), i18n)
    response.header('content-type', 'text/csv; charset=utf-8')
    response.header('content-disposition', `attachment; filename="utilisateurs-${id}.csv"`)
    return response.stream(Readable.from(rows, { objectMode: false }))
  }
}
