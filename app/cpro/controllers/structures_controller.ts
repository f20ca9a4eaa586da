import type { HttpContext } from '@adonisjs/core/http'
import { Introuvable, Malformed } from '../errors.js'
import { consulterLaStructure } from '../queries/consulter_structure.js'
import { rechercherStructures } from '../queries/rechercher_structures.js'
import { SUCCES } from '../reponse.js'
import { ficheDeStructure, ligneDeStructure } from '../transformers/structure.js'
import { parametresRetour } from '../validators/pagination.js'
import { read } from '../validators/read.js'
import { consulterStructure, rechercherStructure } from '../validators/structures.js'
import StructurePolicy from '../policies/structure_policy.js'

export default class StructuresController {
  async index(ctx: HttpContext) {
    await ctx.bouncer.with(StructurePolicy).authorize('search')
    const demande = await read(ctx, rechercherStructure)

    const page = await rechercherStructures(demande, ctx.caller!.organisationIds)
    return {
      ...SUCCES,
      listeStructures: page.rows.map(ligneDeStructure),
      parametresRetour: parametresRetour(page),
    }
  }

  async show(ctx: HttpContext) {
    const { idStructureCPP, idStructure, codeLangue } = await read(ctx, consulterStructure)
    const id = idStructureCPP ?? idStructure
    if (id === undefined) throw new Malformed('idStructureCPP', true)

    const { organisation, expiration } = await consulterLaStructure(
      id,
      ctx.caller!,
      ctx.technicalAccount!
    )
    await ctx.bouncer.with(StructurePolicy).authorize('show', organisation)
    if (!organisation) throw new Introuvable()

    return { ...SUCCES, ...ficheDeStructure(organisation, expiration, codeLangue) }
  }
}
