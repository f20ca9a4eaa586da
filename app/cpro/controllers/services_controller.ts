import type { HttpContext } from '@adonisjs/core/http'
import { findOrganisation, findService, searchServices, type ServiceSort } from '#organisation'
import { Introuvable } from '../errors.js'
import { SUCCES } from '../reponse.js'
import { ficheDeService, ligneDeService } from '../transformers/service.js'
import { listingOf, parametresRetour } from '../validators/pagination.js'
import { read } from '../validators/read.js'
import {
  consulterService,
  rechercherServices,
  type COLONNES_SERVICE,
} from '../validators/services.js'
import StructurePolicy from '../policies/structure_policy.js'

const TRIS: Record<(typeof COLONNES_SERVICE)[number], ServiceSort> = {
  CodeService: 'code',
  LibelleService: 'label',
  DateDbtService: 'startsAt',
  DateFinService: 'endsAt',
  EstActif: 'active',
}

export default class ServicesController {
  async index(ctx: HttpContext) {
    const demande = await read(ctx, rechercherServices)
    const organisation = await findOrganisation(demande.idStructure)
    await ctx.bouncer.with(StructurePolicy).authorize('show', organisation)

    const listing = listingOf(demande.parametresRechercherServicesStructure, TRIS, 'id')
    const page = await searchServices(demande.idStructure, listing)
    return {
      ...SUCCES,
      listeServices: page.rows.map(ligneDeService),
      parametresRetour: parametresRetour(page),
    }
  }

  async show(ctx: HttpContext) {
    const { idStructure, idService, codeLangue } = await read(ctx, consulterService)
    const organisation = await findOrganisation(idStructure)
    await ctx.bouncer.with(StructurePolicy).authorize('show', organisation)

    const sheet = await findService(idStructure, idService)
    if (!sheet) throw new Introuvable()
    return { ...SUCCES, ...ficheDeService(sheet, codeLangue) }
  }
}
