import { listHandoversTo } from '#habilitations'
import { listOrganisations, OWN_ORGANISATION_SORTS } from '#organisation'
import type { Caller } from '#shared/access/caller'
import { managedBy } from './managed_by.js'
import { paginated } from './pagination.js'
import { readListing, shown } from './read_listing.js'
import { showHistory } from './show_history.js'

/** How "Mes structures" is asked for in the page's address. */
export function readOwnOrganisations(query: Record<string, unknown>) {
  return readListing(query, '', { sorts: OWN_ORGANISATION_SORTS })
}

/**
 * "Activités du gestionnaire": what waits, the organisations of this person, and the journal of
 * those they manage. Each of the two lists has its own parameters.
 */
export async function showManagerActivities(caller: Caller, query: Record<string, unknown>) {
  const listing = readOwnOrganisations(query)
  const organisations = await listOrganisations(caller.organisationIds, listing)
  const managed = managedBy(caller)
  return {
    handovers: await listHandoversTo(caller.userId),
    organisations: {
      ...paginated({
        ...organisations,
        rows: organisations.rows.map((row) => ({
          ...row,
          managed: caller.isPrincipalManagerOf(row.id),
        })),
      }),
      ...shown(listing),
    },
    // Nobody else reads a journal: an empty one would say that nothing happened.
    history: managed.length ? await showHistory(managed, query) : null,
  }
}
