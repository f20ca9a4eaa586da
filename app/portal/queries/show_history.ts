import { findAmong } from '#organisation'
import { listHistory, type HistoryFilter } from '#shared/audit/history'
import type { Listing } from '#shared/listing'
import { paginated } from './pagination.js'
import { readListing, shown } from './read_listing.js'
import { withOrganisationNames } from './with_organisation_names.js'

/** The journal of the given organisations as asked for in an address; the latest events first. */
export async function readHistory(
  managed: readonly number[],
  query: Record<string, unknown>
): Promise<{ filter: HistoryFilter; listing: Listing<'date'> }> {
  const listing = readListing(query, 'history_', { sorts: ['date'], direction: 'desc' })
  const { search } = listing
  return {
    filter: {
      organisationIds: managed,
      search,
      found: search ? await findAmong(managed, search) : [],
    },
    listing,
  }
}

/** A page of the journal. */
export async function showHistory(managed: readonly number[], query: Record<string, unknown>) {
  const { filter, listing } = await readHistory(managed, query)
  const history = await listHistory(filter, listing)
  return {
    ...paginated({ ...history, rows: await withOrganisationNames(history.rows) }),
    ...shown(listing),
  }
}
