import db from '@adonisjs/lucid/services/db'
import { offsetOf, pageOf, withinPages, type Listing, type Page } from '#shared/listing'
import type { IdentifierType } from '../identifier.js'

export interface OrganisationSummary {
  id: number
  identifierType: IdentifierType
  identifier: string
  name: string
  createdAt: Date
  description: string | null
}

/** A page of the given organisations, by name. Two statements. */
export async function listOrganisations(
  ids: readonly number[],
  asked: Pick<Listing, 'page' | 'perPage'>
): Promise<Page<OrganisationSummary>> {
  const listing = withinPages(asked, ids.length)
  const rows = await db
    .from('organisations')
    .whereIn('id', [...ids])
    .orderByRaw('lower(name), id')
    .limit(listing.perPage)
    .offset(offsetOf(listing))
    .select('id', 'identifier', 'name')
    .select({ identifierType: 'identifier_type', createdAt: 'created_at', description: 'label' })
  return pageOf(rows, ids.length, listing)
}
