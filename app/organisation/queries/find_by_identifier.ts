import db from '@adonisjs/lucid/services/db'

/**
 * The organisations with an identifier, as typed or without its spaces: one at most for each type
 * of identifier, hence one when the type is given.
 */
export async function findByIdentifier(
  identifier: string,
  identifierType?: string
): Promise<{ id: number; identifierType: string; name: string }[]> {
  const query = db
    .from('organisations')
    .whereIn('identifier', [identifier.trim(), identifier.replace(/\s+/g, '')])
    .orderBy('id')
    .select('id', 'identifier_type', 'name')
  if (identifierType) query.where('identifier_type', identifierType)
  return (await query).map((row) => ({
    id: row.id,
    identifierType: row.identifier_type,
    name: row.name,
  }))
}
