import db from '@adonisjs/lucid/services/db'
import { offsetOf, pageOf, type Direction, type Page } from '#shared/listing'

export type ServiceSort = 'id' | 'code' | 'label' | 'startsAt' | 'endsAt' | 'active'

export interface ServiceRow {
  id: number
  code: string
  label: string
  startsAt: Date
  /** The instant from which it is no longer active. */
  endsAt: Date | null
  /** By the database's clock: start ≤ now < end. */
  active: boolean
}

/** The condition under which a service is active, on columns of `services`. */
export const ACTIVE = 'starts_at <= now() and (ends_at is null or now() < ends_at)'

const COLUMNS: Record<ServiceSort, string> = {
  id: 'id',
  code: 'code',
  label: 'lower(label)',
  startsAt: 'starts_at',
  endsAt: 'ends_at',
  active: `(${ACTIVE})`,
}

/** A page of an organisation's services, past and future ones included. Two statements. */
export async function searchServices(
  organisationId: number,
  listing: { page: number; perPage: number; sort: ServiceSort; direction: Direction }
): Promise<Page<ServiceRow>> {
  const services = db.from('services').where('organisation_id', organisationId)
  const [{ total }] = await services.clone().count('* as total')
  const rows = await services
    .select('id', 'code', 'label')
    .select({ startsAt: 'starts_at', endsAt: 'ends_at' })
    .select(db.raw(`(${ACTIVE}) as active`))
    .orderByRaw(`${COLUMNS[listing.sort]} ${listing.direction}, id ${listing.direction}`)
    .limit(listing.perPage)
    .offset(offsetOf(listing))
  return pageOf(rows, Number(total), listing)
}
