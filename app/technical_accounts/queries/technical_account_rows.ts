import db from '@adonisjs/lucid/services/db'

/** From how many days before its end a password is called to the manager's attention. */
const SOON = `interval '${30 * 24} hours'`

/** A technical account as its manager sees it. */
export interface TechnicalAccountSummary {
  id: number
  login: string
  label: string | null
  status: 'active' | 'suspended'
  notificationAddresses: string[]
  /** Of the current password. */
  version: number
  createdAt: Date
  expiresAt: Date
  /** How much of the password's life is over, 0 to 1. */
  fractionElapsed: number
  /** `soon` from 30 days before its end. */
  expiryState: 'valid' | 'soon' | 'expired'
  lastUse: { at: Date; from: string; password: 'current' | 'previous' } | null
  /** The previous password, while it still opens. */
  overlap: { endsAt: Date; lastUse: { at: Date; from: string } | null } | null
}

/** The accounts of an organisation that are not deleted, each with what its passwords tell. One statement. */
export function technicalAccountRows(organisationId: number) {
  return db
    .from('technical_accounts as a')
    .joinRaw(
      `join technical_passwords c on c.organisation_id = a.organisation_id
         and c.technical_account_id = a.id and c.usable_until is null
       left join lateral (
         select p.last_used_at, p.last_used_from, p.id = c.id as is_current
         from technical_passwords p
         where p.technical_account_id = a.id and p.last_used_at is not null
         order by p.last_used_at desc, p.version desc limit 1
       ) used on true
       left join lateral (
         select least(p.usable_until, p.expires_at) as ends_at, p.last_used_at, p.last_used_from
         from technical_passwords p
         where p.technical_account_id = a.id and p.usable_until > now() and p.expires_at > now()
         order by p.version desc limit 1
       ) previous on true`
    )
    .where('a.organisation_id', organisationId)
    .whereNot('a.status', 'deleted')
    .orderBy('a.id')
    .select('a.id', 'a.login', 'a.label', 'a.status', 'a.notification_addresses')
    .select('c.version', 'c.created_at', 'c.expires_at')
    .select(
      db.raw(`least(1, extract(epoch from now() - c.created_at)
                / extract(epoch from c.expires_at - c.created_at))::float8 as fraction_elapsed,
              case when c.expires_at <= now() then 'expired'
                   when c.expires_at <= now() + ${SOON} then 'soon' else 'valid' end as expiry_state,
              used.last_used_at, used.last_used_from, used.is_current,
              previous.ends_at as overlap_ends_at, previous.last_used_at as overlap_used_at,
              previous.last_used_from as overlap_used_from`)
    )
}

export function toSummary(row: Record<string, never>): TechnicalAccountSummary {
  return {
    id: row.id,
    login: row.login,
    label: row.label,
    status: row.status,
    notificationAddresses: row.notification_addresses,
    version: row.version,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    fractionElapsed: Math.max(0, row.fraction_elapsed),
    expiryState: row.expiry_state,
    lastUse: row.last_used_at && {
      at: row.last_used_at,
      from: row.last_used_from,
      password: row.is_current ? 'current' : 'previous',
    },
    overlap: row.overlap_ends_at && {
      endsAt: row.overlap_ends_at,
      lastUse: row.overlap_used_at && { at: row.overlap_used_at, from: row.overlap_used_from },
    },
  }
}
