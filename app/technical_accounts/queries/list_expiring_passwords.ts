import db from '@adonisjs/lucid/services/db'

export interface ExpiringPassword {
  organisationId: number
  accountId: number
  login: string
  label: string | null
  expiresAt: Date
  expired: boolean
}

/** Passwords of active accounts that end within 30 days or have ended, the most urgent first. One statement. */
export async function listExpiringPasswords(
  organisationIds: readonly number[]
): Promise<ExpiringPassword[]> {
  const rows = await currentPasswords(organisationIds)
    .whereRaw(`p.expires_at <= now() + interval '720 hours'`)
    .orderBy('p.expires_at')
    .orderBy('a.id')
    .select('a.organisation_id', 'a.id', 'a.login', 'a.label', 'p.expires_at')
    .select(db.raw('p.expires_at <= now() as expired'))
  return rows.map((row) => ({
    organisationId: row.organisation_id,
    accountId: row.id,
    login: row.login,
    label: row.label,
    expiresAt: row.expires_at,
    expired: row.expired,
  }))
}

/** When the first password of an organisation's active accounts ends or has ended; null without one. */
export async function earliestExpiry(organisationId: number): Promise<Date | null> {
  const row = await currentPasswords([organisationId]).min('p.expires_at as earliest').first()
  return row?.earliest ?? null
}

function currentPasswords(organisationIds: readonly number[]) {
  return db
    .from('technical_accounts as a')
    .join('technical_passwords as p', (join) =>
      join
        .on('p.organisation_id', 'a.organisation_id')
        .andOn('p.technical_account_id', 'a.id')
        .andOnNull('p.usable_until')
    )
    .whereIn('a.organisation_id', [...organisationIds])
    .where('a.status', 'active')
}
