import type { LeanStatement } from '#shared/tenancy/lean'

/**
 * The password expiry that an organisation's sheet shows to an account that belongs elsewhere: the
 * earliest of the organisation's active accounts.
 */
export function sheetExpiryStatement(organisationId: number): LeanStatement {
  return { name: 'find_sheet_expiry', text: STATEMENT, values: [organisationId] }
}

/** Null when the organisation has no active account. */
export function readSheetExpiry(rows: readonly object[] = []): Date | null {
  const [row] = rows as readonly { expires_at: Date }[]
  return row?.expires_at ?? null
}

const STATEMENT = `
  select p.expires_at
  from technical_passwords p join technical_accounts a on a.id = p.technical_account_id
  where p.organisation_id = $1 and a.status = 'active' and p.usable_until is null
  order by p.expires_at
  limit 1`
