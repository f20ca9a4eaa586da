import { listAttachedUsers } from '#habilitations'
import { findOrganisation } from '#organisation'
import type { Caller } from '#shared/access/caller'
import { readUserListing } from './read_user_listing.js'

/** What the file of attached people will hold, for the page before it. */
export async function showUsersExport(caller: Caller, id: number, query: Record<string, unknown>) {
  const { where, listing } = await readUserListing(caller, id, query)
  const { total } = await listAttachedUsers(where, listing)
  return { organisation: (await findOrganisation(id))!, total, search: listing.search, query }
}
