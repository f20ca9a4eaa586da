import {
  DiscloseOrganisation,
  searchOrganisations,
  type OrganisationCriteria,
  type OrganisationHit,
  type OrganisationSort,
} from '#organisation'
import { pageOf, type Page } from '#shared/listing'
import { listingOf } from '../validators/pagination.js'
import type { COLONNES_STRUCTURE, rechercherStructure } from '../validators/structures.js'
import type { Infer } from '@vinejs/vine/types'

type Demande = Infer<typeof rechercherStructure>

const TRIS: Record<(typeof COLONNES_STRUCTURE)[number], OrganisationSort> = {
  IdentifiantStructure: 'identifier',
  DesignationStructure: 'name',
  TypeIdentifiantStructure: 'identifierType',
  Statut: 'status',
}

/** Identifiers are unique by type, so that no more than one of each type can match. */
const ALL = { page: 1, perPage: 100 }

/**
 * Public bodies and the caller's own organisations; without the restriction also the private one
 * whose exact identifier is given.
 */
export async function rechercherStructures(
  demande: Demande,
  reach: readonly number[]
): Promise<Page<OrganisationHit>> {
  const listing = listingOf(demande.parametres, TRIS, 'id')
  const { estMOA, estMOAUniquement } = demande.structure ?? {}
  // No organisation is a MOA here, says the contract.
  if (estMOA || estMOAUniquement) return pageOf([], 0, listing)

  const criteria = criteriaOf(demande.structure ?? {})
  const { identifier } = criteria
  if (demande.restreindreStructuresPrivees !== false || identifier === undefined) {
    return searchOrganisations(criteria, reach, listing)
  }
  const found = await searchOrganisations(criteria, reach, { ...listing, ...ALL })
  const disclosed = await new DiscloseOrganisation().handle({
    criteria: { ...criteria, identifier },
    reach,
  })
  const hits = [...found.rows, ...disclosed].sort(by(listing))
  const first = (listing.page - 1) * listing.perPage
  return pageOf(hits.slice(first, first + listing.perPage), hits.length, listing)
}

function criteriaOf(structure: NonNullable<Demande['structure']>): OrganisationCriteria {
  const { statutStructure, typeStructure } = structure
  return {
    identifier: structure.identifiantStructure,
    identifierType: structure.typeIdentifiantStructure,
    status: statutStructure && (statutStructure === 'ACTIF' ? 'active' : 'inactive'),
    publicBody: typeStructure && typeStructure === 'PUBLIQUE',
    name: structure.raisonSocialeStructure,
    label: structure.libelleStructure,
    firstName: structure.prenomStructure,
    lastName: structure.nomStructure,
    countryCode: structure.adresseCodePays?.toUpperCase(),
    postalCode: structure.adresseCodePostal,
    city: structure.adresseVille,
  }
}

function by({ sort, direction }: { sort: OrganisationSort; direction: 'asc' | 'desc' }) {
  const sign = direction === 'asc' ? 1 : -1
  return (a: OrganisationHit, b: OrganisationHit) => {
    const [left, right] = [String(a[sort]).toLowerCase(), String(b[sort]).toLowerCase()]
    const order = sort === 'id' || left === right ? a.id - b.id : left < right ? -1 : 1
    return sign * order
  }
}
