import { organisationStatement, readOrganisation, type OrganisationSheet } from '#organisation'
import { readSheetExpiry, sheetExpiryStatement } from '#technical_accounts'
import { leanReads } from '#shared/tenancy/lean'

/**
 * A sheet and the expiry shown on it, in the caller's reach: the call that clients repeat most,
 * hence on the lean path. Two statements, one round trip.
 */
export async function consulterLaStructure(
  id: number,
  { organisationIds, accountId }: { organisationIds: readonly number[]; accountId: number }
): Promise<{ organisation: OrganisationSheet | null; expiration: Date | null }> {
  const [organisations, expiries] = await leanReads({ organisationIds }, [
    organisationStatement(id),
    sheetExpiryStatement(id, accountId),
  ])
  return {
    organisation: readOrganisation(organisations[0]),
    expiration: readSheetExpiry(expiries),
  }
}
