import { organisationStatement, readOrganisation, type OrganisationSheet } from '#organisation'
import { readSheetExpiry, sheetExpiryStatement, type Authenticated } from '#technical_accounts'
import type { Caller } from '#shared/access/caller'
import { leanReads } from '#shared/tenancy/lean'

/**
 * A sheet and the expiry shown on it, in the caller's reach: the call that clients repeat most,
 * hence on the lean path, one round trip. As on the pages, only who manages an organisation hears
 * of its technical accounts; the calling account's own expiry is known since it was let in.
 */
export async function consulterLaStructure(
  id: number,
  caller: Caller,
  account: Authenticated
): Promise<{ organisation: OrganisationSheet | null; expiration: Date | null }> {
  const own = id === account.organisationId
  const elsewhere = !own && caller.isPrincipalManagerOf(id)
  const [organisations, expiries] = await leanReads({ organisationIds: caller.organisationIds }, [
    organisationStatement(id),
    ...(elsewhere ? [sheetExpiryStatement(id)] : []),
  ])
  return {
    organisation: readOrganisation(organisations[0]),
    expiration: own ? account.expiresAt : readSheetExpiry(expiries),
  }
}
