import db from '@adonisjs/lucid/services/db'
import type { Role } from '#shared/access/caller'

/**
 * The organisations a person reaches, with their role there: validated attachments, and of
 * deactivated organisations only the one's own principal manager, who may reactivate it.
 * Runs in a system scope, before there is any other.
 */
export async function findReach(userId: number): Promise<Map<number, Role>> {
  const rows = await db
    .from('attachments as a')
    .join('organisations as o', 'o.id', 'a.organisation_id')
    .where('a.user_id', userId)
    .where('a.status', 'validated')
    .where((query) => query.where('o.status', 'active').orWhere('a.role', 'principal_manager'))
    .groupBy('a.organisation_id')
    .orderBy('a.organisation_id')
    .select('a.organisation_id')
    .select(db.raw("bool_or(a.role = 'principal_manager') as manages"))
  return new Map(
    rows.map((row) => [row.organisation_id, row.manages ? 'principal_manager' : 'user'] as const)
  )
}
