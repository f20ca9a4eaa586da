import type { HttpContext } from '@adonisjs/core/http'
import { listOwnAttachments, type OwnAttachmentSort } from '#habilitations'
import { SUCCES } from '../reponse.js'
import { rattachement } from '../transformers/rattachement.js'
import { listingOf, parametresRetour } from '../validators/pagination.js'
import { recupererRattachements, type COLONNES_RATTACHEMENT } from '../validators/rattachements.js'
import { read } from '../validators/read.js'
import StructurePolicy from '../policies/structure_policy.js'

const TRIS: Record<(typeof COLONNES_RATTACHEMENT)[number], OwnAttachmentSort> = {
  IdStructure: 'organisationId',
  IdentifiantStructure: 'identifier',
}

/** Where the account's principal manager is attached; clients test their credentials with it. */
export default class RattachementsController {
  async index(ctx: HttpContext) {
    await ctx.bouncer.with(StructurePolicy).authorize('search')
    const { parametresRecherche } = await read(ctx, recupererRattachements)

    const page = await listOwnAttachments(
      ctx.caller!.userId,
      ctx.caller!.organisationIds,
      listingOf(parametresRecherche, TRIS, 'organisationId')
    )
    return {
      ...SUCCES,
      listeStructureRattachement: page.rows.map(rattachement),
      parametresRetour: parametresRetour(page),
    }
  }
}
