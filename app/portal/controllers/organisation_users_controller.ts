import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { RecordUsersExport } from '#habilitations'
import { findOrganisation, OrganisationPolicy } from '#organisation'
import { exportAttachedUsers } from '../queries/export_attached_users.js'
import { readUserListing } from '../queries/read_user_listing.js'
import { showUsersExport } from '../queries/show_users_export.js'
import { streamCsv } from './csv_answer.js'

/** The attached people, as a file. */
export default class OrganisationUsersController {
  /** What the file will hold. The password is asked for on the way here, never on that to a file. */
  async create({ bouncer, caller, params, request, view }: HttpContext) {
    const id = Number(params.id)
    await bouncer.with(OrganisationPolicy).authorize('exportUsers', id)
    const query = request.qs()
    return view.render('pages/portal/users_export', await showUsersExport(caller!, id, query))
  }

  @inject()
  async index(ctx: HttpContext, recordExport: RecordUsersExport) {
    const id = Number(ctx.params.id)
    await ctx.bouncer.with(OrganisationPolicy).authorize('exportUsers', id)

    const asked = await readUserListing(ctx.caller!, id, ctx.request.qs())
    await recordExport.handle({ organisationId: id, search: asked.listing.search })
    const { identifier } = (await findOrganisation(id))!
    const fileName = ctx.i18n.t('sheet.users.file', { identifier })
    return streamCsv(ctx, fileName, exportAttachedUsers(asked, ctx.i18n))
  }
}
