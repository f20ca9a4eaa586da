import type { LeanStatement } from '#shared/tenancy/lean'

/**
 * The password expiry that an organisation's sheet shows to a calling account: the account's own
 * when it belongs there, else the earliest of the active ones.
 */
export function sheetExpiryStatement(
  organisationId: number,
  callingAccountId: number
): LeanStatement {
  return { name: 'find_sheet_expiry', text: STATEMENT, values: [organisationId, callingAccountId] }
}

/** Null when the organisation has no active account. */
export function readSheetExpiry(rows: readonly object[]): Date | null {
  const [row] = rows as readonly { expires_at: Date }[]
  return row?.expires_at ?? null
}

const STATEMENT = `
  select p.expires_at
  from technical_passwords p join technical_accounts a on a.id = p.technical_account_id
  where p.organisation_id = $1 and a.status = 'active' and p.usable_until is null
  order by (a.id = $2) desc, p.expires_at
  limit 1`
