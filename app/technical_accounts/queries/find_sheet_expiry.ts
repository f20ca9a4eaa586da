import db from '@adonisjs/lucid/services/db'

/**
 * The password expiry that an organisation's sheet shows to a calling account: the account's own
 * when it belongs there, else the earliest of the active ones; null when there is none.
 */
export async function findSheetExpiry(
  organisationId: number,
  callingAccountId: number
): Promise<Date | null> {
  const row = await db
    .from('technical_passwords as p')
    .join('technical_accounts as a', 'a.id', 'p.technical_account_id')
    .where('p.organisation_id', organisationId)
    .where('a.status', 'active')
    .whereNull('p.usable_until')
    .orderByRaw('(a.id = ?) desc, p.expires_at', [callingAccountId])
    .select('p.expires_at')
    .first()
  return row?.expires_at ?? null
}
