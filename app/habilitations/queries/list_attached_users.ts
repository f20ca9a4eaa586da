import db from '@adonisjs/lucid/services/db'
import type { DatabaseQueryBuilderContract } from '@adonisjs/lucid/types/querybuilder'
import type { Role } from '#shared/access/caller'
import { offsetOf, pageOf, withinPages, type Listing, type Page } from '#shared/listing'

export const ATTACHED_USER_SORTS = [
  'last_name',
  'first_name',
  'contact_email',
  'role',
  'status',
  'reactivated_at',
  'last_login_at',
] as const
export type AttachedUserSort = (typeof ATTACHED_USER_SORTS)[number]

export interface AttachedUser {
  userId: number
  lastName: string
  firstName: string
  contactEmail: string
  role: Role
  status: 'pending' | 'validated' | 'deactivated'
  reactivatedAt: Date | null
  lastLoginAt: Date | null
  /** Active and attached to the whole organisation, hence able to become its principal manager. */
  mayReceiveRole: boolean
}

/**
 * What each column sorts by, whatever the case of texts. What a person has, an index gives in
 * order; what they are here is worked out for everybody attached first.
 */
const ORDER: Record<AttachedUserSort, readonly string[]> = {
  last_name: ['lower(u.last_name)', 'lower(u.first_name)'],
  first_name: ['lower(u.first_name)', 'lower(u.last_name)'],
  contact_email: ['lower(u.contact_email)'],
  last_login_at: ['u.last_login_at is null', 'u.last_login_at'],
  role: ['m.role'],
  status: ['m.status'],
  reactivated_at: ['m.reactivated_at is null', 'm.reactivated_at'],
}
const OF_THE_MEMBERSHIP: readonly AttachedUserSort[] = ['role', 'status', 'reactivated_at']

/** Whose people, and which of them: see {@link findOwnServices}. */
export interface AttachedTo {
  organisationId: number
  /** With those attached to the organisation as a whole, those of these services; null for everybody. */
  services: readonly number[] | null
}

/** Refused and removed attachments are history. */
function attachments({ organisationId, services }: AttachedTo) {
  const live = db
    .from('attachments as a')
    .where('a.organisation_id', organisationId)
    .whereIn('a.status', ['pending', 'validated', 'deactivated'])
  if (!services) return live
  return live.where((query) =>
    query.whereNull('a.service_id').orWhereIn('a.service_id', [...services])
  )
}

/** One row a person: someone attached to several services of the organisation appears once. */
function memberships(where: AttachedTo) {
  return (
    attachments(where)
      .groupBy('a.user_id')
      .select('a.user_id')
      // 'principal_manager' sorts before 'user': whoever holds the role anywhere here has it.
      .select(
        db.raw(`min(a.role) as role,
        case when bool_or(a.status = 'validated') then 'validated'
             when bool_or(a.status = 'pending') then 'pending' else 'deactivated' end as status,
        max(a.reactivated_at) as reactivated_at,
        bool_or(a.status = 'validated' and a.service_id is null and a.role = 'user') as eligible`)
      )
  )
}

function found(people: DatabaseQueryBuilderContract, search: string) {
  if (!search) return people
  const pattern = `%${search.replace(/[\\%_]/g, '\\$&')}%`
  return people.where((query) =>
    query
      .whereILike('u.last_name', pattern)
      .orWhereILike('u.first_name', pattern)
      .orWhereILike('u.contact_email', pattern)
      .orWhereRaw(`u.first_name || ' ' || u.last_name ilike ?`, [pattern])
      .orWhereRaw(`u.last_name || ' ' || u.first_name ilike ?`, [pattern])
  )
}

/** The people of one stretch of the list, in order. */
async function idsOf(
  where: AttachedTo,
  { search, sort, direction }: Listing<AttachedUserSort>,
  { offset, limit }: { offset: number; limit: number }
): Promise<number[]> {
  const people = OF_THE_MEMBERSHIP.includes(sort)
    ? db.from(memberships(where).as('m')).join('users as u', 'u.id', 'm.user_id')
    : db.from('users as u').whereExists(attachments(where).whereColumn('a.user_id', 'u.id'))
  found(people, search)
  for (const expression of ORDER[sort]) {
    // Nobody reads what is not there first: absent dates end the list in both directions.
    const absent = expression.endsWith(' is null')
    people.orderByRaw(`${expression} ${direction === 'desc' && !absent ? 'desc' : 'asc'}`)
  }
  // Equal rows keep their order from one page to the next.
  people.orderBy('u.id', direction === 'desc' ? 'desc' : 'asc')
  const rows = await people.offset(offset).limit(limit).select('u.id')
  return rows.map((row) => row.id)
}

/** A stretch of the list of attached people. Two statements, whatever its length. */
export async function readAttachedUsers(
  where: AttachedTo,
  listing: Listing<AttachedUserSort>,
  stretch: { offset: number; limit: number }
): Promise<AttachedUser[]> {
  const ids = await idsOf(where, listing, stretch)
  if (!ids.length) return []
  const rows = await db
    .from(memberships(where).whereIn('a.user_id', ids).as('m'))
    .join('users as u', 'u.id', 'm.user_id')
    .select('u.id', 'u.last_name', 'u.first_name', 'u.contact_email', 'u.last_login_at')
    .select('m.role', 'm.status', 'm.reactivated_at')
    .select(db.raw('m.eligible and u.deactivated_at is null as may_receive_role'))
  const people = new Map(rows.map((row) => [row.id, toAttachedUser(row)]))
  return ids.flatMap((id) => people.get(id) ?? [])
}

function toAttachedUser(row: Record<string, never>): AttachedUser {
  return {
    userId: row.id,
    lastName: row.last_name,
    firstName: row.first_name,
    contactEmail: row.contact_email,
    role: row.role,
    status: row.status,
    reactivatedAt: row.reactivated_at,
    lastLoginAt: row.last_login_at,
    mayReceiveRole: row.may_receive_role,
  }
}

/** A page of the people attached to an organisation. Three statements. */
export async function listAttachedUsers(
  where: AttachedTo,
  asked: Listing<AttachedUserSort>
): Promise<Page<AttachedUser>> {
  const everybody = attachments(where)
  if (asked.search) found(everybody.join('users as u', 'u.id', 'a.user_id'), asked.search)
  const [{ total }] = await everybody.countDistinct('a.user_id as total')
  const listing = withinPages(asked, Number(total))
  const rows = await readAttachedUsers(where, listing, {
    offset: offsetOf(listing),
    limit: listing.perPage,
  })
  return pageOf(rows, Number(total), listing)
}
