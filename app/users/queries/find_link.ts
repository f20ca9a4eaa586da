import db from '@adonisjs/lucid/services/db'
import { hashOf } from '../links/link_secret.js'

export type LinkPurpose = 'password_reset' | 'contact_email'

export interface UsableLink {
  id: number
  userId: number
  /** Where it was sent; for `contact_email`, the address it proves. */
  email: string
}

/** The link of a secret, while it can be used: not used, not too old, its person active. */
export async function findLink(purpose: LinkPurpose, secret: string): Promise<UsableLink | null> {
  const row = await db
    .from('user_links as l')
    .join('users as u', 'u.id', 'l.user_id')
    .where({ 'l.purpose': purpose, 'l.secret_hash': hashOf(secret) })
    .whereNull('l.used_at')
    .whereRaw('l.expires_at > now()')
    .whereNull('u.deactivated_at')
    .select('l.id', 'l.user_id', 'l.email')
    .first()
  return row ? { id: row.id, userId: row.user_id, email: row.email } : null
}

/** The address a person has asked to be written to and not verified yet, if any. */
export async function findPendingContactEmail(
  userId: number
): Promise<{ email: string; expiresAt: Date } | null> {
  const row = await db
    .from('user_links')
    .where({ user_id: userId, purpose: 'contact_email' })
    .whereNull('used_at')
    .whereRaw('expires_at > now()')
    .orderBy('id', 'desc')
    .select('email', 'expires_at')
    .first()
  return row ? { email: row.email, expiresAt: row.expires_at } : null
}
