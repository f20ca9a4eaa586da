import db from '@adonisjs/lucid/services/db'
import { readAddress, type Address } from './find_organisation.js'
import { ACTIVE, type ServiceRow } from './search_services.js'

export interface ServiceSheet extends ServiceRow {
  organisationId: number
  description: string | null
  engagementRequired: boolean
  address: Address
  createdAt: Date
  updatedAt: Date
}

/** A service of an organisation of the scope, or of a public body; null for any other. */
export async function findService(
  organisationId: number,
  id: number
): Promise<ServiceSheet | null> {
  const row = await db
    .from('services')
    .where('organisation_id', organisationId)
    .where('id', id)
    .select('*', db.raw(`(${ACTIVE}) as active`))
    .first()
  return (
    row && {
      id: row.id,
      organisationId: row.organisation_id,
      code: row.code,
      label: row.label,
      description: row.description,
      startsAt: row.starts_at,
      endsAt: row.ends_at,
      active: row.active,
      engagementRequired: row.engagement_required,
      address: readAddress(row),
      createdAt: row.created_at,
      updatedAt: row.updated_at,
    }
  )
}
