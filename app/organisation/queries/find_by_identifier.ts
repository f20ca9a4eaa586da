import db from '@adonisjs/lucid/services/db'
import { IDENTIFIER_TYPES, normalizeIdentifier, type IdentifierType } from '../identifier.js'

/**
 * The organisations with an identifier as people type it: one at most for each type, hence one
 * when the type is given.
 */
export async function findByIdentifier(
  typed: string,
  identifierType?: string
): Promise<{ id: number; identifierType: IdentifierType; name: string }[]> {
  const types = IDENTIFIER_TYPES.filter((type) => !identifierType || type === identifierType)
  const spellings = types.map((type) => [type, normalizeIdentifier(type, typed)])
  if (!spellings.length) return []
  const rows = await db
    .from('organisations')
    .whereIn(['identifier_type', 'identifier'], spellings)
    .orderBy('id')
    .select('id', 'identifier_type', 'name')
  return rows.map((row) => ({
    id: row.id,
    identifierType: row.identifier_type,
    name: row.name,
  }))
}
