import db from '@adonisjs/lucid/services/db'

/** The names of organisations of the scope, by id, for lists that other modules compose. */
export async function namesOf(ids: readonly number[]): Promise<Map<number, string>> {
  if (!ids.length) return new Map()
  const rows = await db
    .from('organisations')
    .whereIn('id', [...ids])
    .select('id', 'name')
  return new Map(rows.map((row) => [row.id, row.name]))
}
