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
  const organisations = await listOrganisations(caller.organisationIds, parseListing(query, RULES))
  const history = await listHistory(
    managedBy(caller),
    parseListing({ page: query.history_page }, RULES)
  )
  return {
    handovers: await listHandoversTo(caller.userId),
    organisations: paginated({
      ...organisations,
      rows: organisations.rows.map((row) => ({
        ...row,
        managed: caller.isPrincipalManagerOf(row.id),
      })),
    }),
    history: paginated({ ...history, rows: await withOrganisationNames(history.rows) }),
  }
}
