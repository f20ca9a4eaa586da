import db from '@adonisjs/lucid/services/db'
import { offsetOf, pageOf, withinPages, type Listing, type Page } from '#shared/listing'
import type { IdentifierType } from '../identifier.js'

export const OWN_ORGANISATION_SORTS = ['name', 'identifier', 'created_at', 'description'] as const
export type OwnOrganisationSort = (typeof OWN_ORGANISATION_SORTS)[number]

export interface OrganisationSummary {
  id: number
  identifierType: IdentifierType
  identifier: string
  name: string
  createdAt: Date
  description: string | null
}

const ORDER: Record<OwnOrganisationSort, string> = {
  name: 'lower(name)',
  identifier: 'identifier',
  created_at: 'created_at',
  description: 'lower(label)',
}

/** Those of the given ones whose name, description or identifier has what is searched. */
function among(ids: readonly number[], search: string) {
  const own = db.from('organisations').whereIn('id', [...ids])
  if (!search) return own
  const pattern = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`
  return own.where((query) =>
    query
      .whereILike('name', pattern(search))
      .orWhereILike('label', pattern(search))
      // Groups of a SIRET are typed as they are read.
      .orWhereILike('identifier', pattern(search.replace(/(?<=\d) (?=\d)/g, '')))
  )
}

/** The ids of those of the given ones that a search finds. */
export async function findAmong(ids: readonly number[], search: string): Promise<number[]> {
  const rows = await among(ids, search).select('id')
  return rows.map((row) => row.id)
}

/** A stretch of the given organisations, in order. */
export async function readOrganisations(
  ids: readonly number[],
  { search, sort, direction }: Listing<OwnOrganisationSort>,
  { offset, limit }: { offset: number; limit: number }
): Promise<OrganisationSummary[]> {
  return (
    among(ids, search)
      // What is not given ends the list in both directions.
      .orderByRaw(
        `${ORDER[sort]} ${direction === 'desc' ? 'desc' : 'asc'} nulls last, id ${direction === 'desc' ? 'desc' : 'asc'}`
      )
      .limit(limit)
      .offset(offset)
      .select('id', 'identifier', 'name')
      .select({ identifierType: 'identifier_type', createdAt: 'created_at', description: 'label' })
  )
}

/** A page of the given organisations. Two statements. */
export async function listOrganisations(
  ids: readonly number[],
  asked: Listing<OwnOrganisationSort>
): Promise<Page<OrganisationSummary>> {
  const [{ total }] = await among(ids, asked.search).count('* as total')
  const listing = withinPages(asked, Number(total))
  const stretch = { offset: offsetOf(listing), limit: listing.perPage }
  return pageOf(await readOrganisations(ids, listing, stretch), Number(total), listing)
}
