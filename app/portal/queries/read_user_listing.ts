import {
  ATTACHED_USER_SORTS,
  findOwnServices,
  type AttachedTo,
  type AttachedUserSort,
} from '#habilitations'
import type { Caller } from '#shared/access/caller'
import type { Listing } from '#shared/listing'
import { readListing } from './read_listing.js'

export interface UserListing {
  where: AttachedTo
  listing: Listing<AttachedUserSort>
  /** What is shown of each person, which is also what the list is sorted by. */
  columns: readonly [AttachedUserSort, ...AttachedUserSort[]]
}

/** When somebody was last here is their managers' business (docs/personal_data.md). */
const FOR_COLLEAGUES = ATTACHED_USER_SORTS.filter(
  (column) => column !== 'last_login_at'
) as unknown as UserListing['columns']

/** The people of an organisation that a caller may see, as asked for in the sheet's address. */
export async function readUserListing(
  caller: Caller,
  organisationId: number,
  query: Record<string, unknown>
): Promise<UserListing> {
  const manages = caller.isPrincipalManagerOf(organisationId)
  const columns = manages ? ATTACHED_USER_SORTS : FOR_COLLEAGUES
  return {
    where: {
      organisationId,
      services: manages ? null : await findOwnServices(caller.userId, organisationId),
    },
    listing: readListing(query, '', { sorts: columns }),
    columns,
  }
}
