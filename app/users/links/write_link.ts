import db from '@adonisjs/lucid/services/db'
import type { LinkPurpose } from '../queries/find_link.js'
import { hashOf, LINK_MINUTES, newSecret } from './link_secret.js'

export interface NewLink {
  userId: number
  purpose: LinkPurpose
  email: string
}

/**
 * Makes a link for a person and ends their earlier ones of that purpose.
 * @returns the link's id and its secret, which is written down nowhere
 */
export async function writeLink({ userId, purpose, email }: NewLink) {
  await endLinks(userId, [purpose])
  const secret = newSecret()
  const [row] = await db
    .table('user_links')
    .insert({
      user_id: userId,
      purpose,
      email,
      secret_hash: hashOf(secret),
      expires_at: db.raw(`now() + interval '${LINK_MINUTES} minutes'`),
    })
    .returning('id')
  return { id: row.id as number, secret }
}

/** Gives a link that is still unused a new secret and its full time again; null when it is not. */
export async function renewLink(id: number): Promise<string | null> {
  const secret = newSecret()
  const { rowCount } = await db.rawQuery(
    `update user_links set secret_hash = ?, expires_at = now() + interval '${LINK_MINUTES} minutes'
     where id = ? and used_at is null`,
    [hashOf(secret), id]
  )
  return rowCount === 1 ? secret : null
}

/**
 * Uses a link up. Whoever comes second, even at the same instant, gets nothing.
 * @returns whose it was, or null when it could not be used
 */
export async function useLink(purpose: LinkPurpose, secret: string) {
  const { rows } = await db.rawQuery(
    `update user_links l set used_at = now() from users u
     where l.secret_hash = ? and l.purpose = ? and l.used_at is null and l.expires_at > now()
       and u.id = l.user_id and u.deactivated_at is null
     returning l.user_id, l.email, u.first_name, u.last_name, u.contact_email`,
    [hashOf(secret), purpose]
  )
  if (rows.length === 0) return null
  const [row] = rows
  return {
    userId: row.user_id as number,
    email: row.email as string,
    name: `${row.first_name} ${row.last_name}`,
    contactEmail: row.contact_email as string,
  }
}

/** Ends a person's unused links. */
export async function endLinks(userId: number, purposes: LinkPurpose[]): Promise<void> {
  await db
    .from('user_links')
    .where('user_id', userId)
    .whereIn('purpose', purposes)
    .whereNull('used_at')
    .update({ used_at: db.raw('now()') })
}
