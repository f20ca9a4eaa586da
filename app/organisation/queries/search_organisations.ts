import db from '@adonisjs/lucid/services/db'
import { offsetOf, pageOf, type Direction, type Page } from '#shared/listing'
import type { IdentifierType } from '../identifier.js'

/** Every criterion given must hold. Identifiers and codes are compared whole, texts by a part of them. */
export interface OrganisationCriteria {
  identifier?: string
  identifierType?: IdentifierType
  status?: 'active' | 'inactive'
  publicBody?: boolean
  name?: string
  label?: string
  firstName?: string
  lastName?: string
  countryCode?: string
  postalCode?: string
  city?: string
}

export type OrganisationSort = 'id' | 'identifier' | 'name' | 'identifierType' | 'status'

/** What a search gives away, and no more. */
export interface OrganisationHit {
  id: number
  identifierType: IdentifierType
  identifier: string
  name: string
  status: 'active' | 'inactive'
}

const COLUMNS: Record<OrganisationSort, string> = {
  id: 'id',
  identifier: 'identifier',
  name: 'lower(name)',
  identifierType: 'identifier_type',
  status: 'status',
}

const TEXTS = {
  name: 'name',
  label: 'label',
  firstName: 'first_name',
  lastName: 'last_name',
  city: 'city',
} as const

const WHOLES = {
  identifier: 'identifier',
  identifierType: 'identifier_type',
  status: 'status',
  countryCode: 'country_code',
  postalCode: 'postal_code',
} as const

/**
 * Public bodies, and of the others those in `reach`, that meet the criteria. Two statements.
 */
export async function searchOrganisations(
  criteria: OrganisationCriteria,
  reach: readonly number[],
  listing: { page: number; perPage: number; sort: OrganisationSort; direction: Direction }
): Promise<Page<OrganisationHit>> {
  const found = matching(criteria).where((visible) =>
    visible.where('kind', 'public_body').orWhereIn('id', [...reach])
  )
  const [{ total }] = await found.clone().count('* as total')
  const rows = await selectHits(found)
    .orderByRaw(`${COLUMNS[listing.sort]} ${listing.direction}, id ${listing.direction}`)
    .limit(listing.perPage)
    .offset(offsetOf(listing))
  return pageOf(rows, Number(total), listing)
}

/** The organisations of the running scope that meet the criteria. */
export function matching(criteria: OrganisationCriteria) {
  const query = db.from('organisations')
  for (const [criterion, column] of Object.entries(WHOLES)) {
    const value = criteria[criterion as keyof typeof WHOLES]
    if (value !== undefined) query.where(column, value)
  }
  for (const [criterion, column] of Object.entries(TEXTS)) {
    const value = criteria[criterion as keyof typeof TEXTS]
    if (value !== undefined) query.whereILike(column, `%${value.replace(/[\\%_]/g, '\\$&')}%`)
  }
  if (criteria.publicBody !== undefined) {
    query.where('kind', criteria.publicBody ? '=' : '<>', 'public_body')
  }
  return query
}

/** The columns of an {@link OrganisationHit}. */
export function selectHits(query: ReturnType<typeof matching>) {
  return query
    .select('id', 'identifier', 'name', 'status')
    .select({ identifierType: 'identifier_type' })
}
