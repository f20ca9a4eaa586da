import db from '@adonisjs/lucid/services/db'
import type { Role } from '#shared/access/caller'
import { offsetOf, pageOf, type Direction, type Page } from '#shared/listing'

export type OwnAttachmentSort = 'organisationId' | 'identifier'
export type LiveAttachmentStatus = 'pending' | 'validated' | 'deactivated'

/** A person's place in one organisation: at its level, in some of its services, or both. */
export interface OwnAttachment {
  organisationId: number
  identifierType: string
  identifier: string
  name: string
  role: Role
  /** The attachment to the organisation as a whole; null when it is to services only. */
  attachmentId: number | null
  status: LiveAttachmentStatus | null
  services: OwnServiceAttachment[]
}

export interface OwnServiceAttachment {
  attachmentId: number
  status: LiveAttachmentStatus
  serviceId: number
  code: string
  label: string
  startsAt: Date
  endsAt: Date | null
  active: boolean
}

const COLUMNS: Record<OwnAttachmentSort, string> = {
  organisationId: 'o.id',
  identifier: 'o.identifier',
}

/** Refused and removed ones are history: a new request is a new row. */
const MINE = `
  from attachments a
  join organisations o on o.id = a.organisation_id
  left join services s on s.id = a.service_id
  where a.user_id = ? and a.organisation_id = any(?::int[])
    and a.status in ('pending', 'validated', 'deactivated')`

const SERVICES = `
  json_agg(json_build_object(
    'attachmentId', a.id, 'status', a.status, 'serviceId', s.id, 'code', s.code,
    'label', s.label, 'startsAt', s.starts_at, 'endsAt', s.ends_at,
    'active', s.starts_at <= now() and (s.ends_at is null or now() < s.ends_at)
  ) order by s.code, s.id) filter (where s.id is not null)`

/** A page of the organisations a person is attached to, among the given ones. Two statements. */
export async function listOwnAttachments(
  userId: number,
  organisationIds: readonly number[],
  listing: { page: number; perPage: number; sort: OwnAttachmentSort; direction: Direction }
): Promise<Page<OwnAttachment>> {
  const whose = [userId, [...organisationIds]]
  const counted = await db.rawQuery(`select count(distinct o.id) as total ${MINE}`, whose)
  const { rows } = await db.rawQuery(
    `select o.id as "organisationId", o.identifier_type as "identifierType", o.identifier, o.name,
       case when bool_or(a.role = 'principal_manager') then 'principal_manager' else 'user' end as role,
       max(a.id) filter (where a.service_id is null) as "attachmentId",
       max(a.status) filter (where a.service_id is null) as status,
       ${SERVICES} as services
     ${MINE}
     group by o.id
     order by ${COLUMNS[listing.sort]} ${listing.direction}, o.id ${listing.direction}
     limit ? offset ?`,
    [...whose, listing.perPage, offsetOf(listing)]
  )
  const attachments = (rows as Row[]).map((row) => ({
    ...row,
    services: (row.services ?? []).map((service) => ({
      ...service,
      startsAt: new Date(service.startsAt),
      endsAt: service.endsAt === null ? null : new Date(service.endsAt),
    })),
  }))
  return pageOf(attachments, counted.rows[0].total, listing)
}

type Row = Omit<OwnAttachment, 'services'> & {
  services:
    | (Omit<OwnServiceAttachment, 'startsAt' | 'endsAt'> & {
        startsAt: string
        endsAt: string | null
      })[]
    | null
}
