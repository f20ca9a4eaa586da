import { listHandoversTo } from '#habilitations'
import { listOrganisations } from '#organisation'
import type { Caller } from '#shared/access/caller'
import { listHistory } from '#shared/audit/history'
import { parseListing } from '#shared/listing'
import { managedBy } from './managed_by.js'
import { paginated } from './pagination.js'
import { withOrganisationNames } from './with_organisation_names.js'

const RULES = { sorts: ['default'] } as const

/**
 * "Activités du gestionnaire": what waits, the organisations of this person, and the journal of
 * those they manage. Both lists have their own page number.
 */
export async function showManagerActivities(caller: Caller, query: Record<string, unknown>) {
  const managed = managedBy(caller)
  const organisations = await listOrganisations(caller.organisationIds, parseListing(query, RULES))
  return {
    handovers: await listHandoversTo(caller.userId),
    organisations: paginated({
      ...organisations,
      rows: organisations.rows.map((row) => ({
        ...row,
        managed: caller.isPrincipalManagerOf(row.id),
      })),
    }),
    // Nobody else reads a journal: an empty one would say that nothing happened.
    history: managed.length ? await showHistory(managed, query) : null,
  }
}

async function showHistory(managed: readonly number[], query: Record<string, unknown>) {
  const history = await listHistory(managed, parseListing({ page: query.history_page }, RULES))
  return paginated({ ...history, rows: await withOrganisationNames(history.rows) })
}
