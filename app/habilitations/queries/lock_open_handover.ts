import db from '@adonisjs/lucid/services/db'

/**
 * The open proposal, locked until the end of the transaction: of an acceptance and a withdrawal
 * at the same moment, one wins and the other finds nothing.
 */
export async function lockOpenHandover(id: number) {
  return db
    .from('manager_handovers as h')
    .join('users as f', 'f.id', 'h.from_user_id')
    .join('users as t', 't.id', 'h.to_user_id')
    .where('h.id', id)
    .where('h.status', 'proposed')
    .whereRaw('h.expires_at > now()')
    .select('h.*')
    .select(
      db.raw(`f.first_name || ' ' || f.last_name as from_name`),
      db.raw(`t.first_name || ' ' || t.last_name as to_name`)
    )
    .forUpdate('h')
    .first()
}
