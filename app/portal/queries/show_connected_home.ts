import { listHandoversTo } from '#habilitations'
import { OWN_ORGANISATION_SORTS, readOrganisations } from '#organisation'
import type { Caller } from '#shared/access/caller'
import { latestEvents } from '#shared/audit/history'
import { parseListing } from '#shared/listing'
import { listUndeliveredMails } from '#shared/mails/undelivered_mails'
import { listExpiringPasswords } from '#technical_accounts'
import { managedBy } from './managed_by.js'
import { withOrganisationNames } from './with_organisation_names.js'

const SHORTCUTS = 4
const EVENTS = 8
const BY_NAME = parseListing({}, { sorts: OWN_ORGANISATION_SORTS })

/** What the connected home shows, in a constant number of statements. */
export async function showConnectedHome(caller: Caller) {
  const managed = managedBy(caller)
  return {
    handovers: await listHandoversTo(caller.userId),
    undelivered: await withOrganisationNames(await listUndeliveredMails(managed)),
    expiries: await withOrganisationNames(await listExpiringPasswords(managed)),
    shortcuts: await readOrganisations(caller.organisationIds, BY_NAME, {
      offset: 0,
      limit: SHORTCUTS,
    }),
    // Nobody else reads a journal: an empty one would say that nothing happened.
    events: managed.length
      ? await withOrganisationNames(await latestEvents(managed, EVENTS))
      : null,
  }
}
