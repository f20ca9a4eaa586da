import db from '@adonisjs/lucid/services/db'
import type { Role } from '#shared/access/caller'
import { offsetOf, pageOf, type Listing, type Page } from '#shared/listing'

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

/** Text columns sort as a reader expects, whatever the case. */
const ORDER: Record<AttachedUserSort, string> = {
  last_name: 'lower(last_name)',
  first_name: 'lower(first_name)',
  contact_email: 'lower(contact_email)',
  role: 'role',
  status: 'status',
  reactivated_at: 'reactivated_at',
  last_login_at: 'last_login_at',
}

/** One row a person: someone attached to several services of the organisation appears once. */
function attachedUsers(organisationId: number, search: string) {
  const people = db
    .from('attachments as a')
    .join('users as u', 'u.id', 'a.user_id')
    .where('a.organisation_id', organisationId)
    .whereIn('a.status', ['pending', 'validated', 'deactivated'])
    .groupBy('u.id')
    .select('u.id as user_id', 'u.last_name', 'u.first_name', 'u.contact_email', 'u.last_login_at')
    // 'principal_manager' sorts before 'user': whoever holds the role anywhere here has it.
    .select(
      db.raw(`min(a.role) as role,
        case when bool_or(a.status = 'validated') then 'validated'
             when bool_or(a.status = 'pending') then 'pending' else 'deactivated' end as status,
        max(a.reactivated_at) as reactivated_at,
        u.deactivated_at is null and bool_or(
          a.status = 'validated' and a.service_id is null and a.role = 'user'
        ) as may_receive_role`)
    )
  if (search) {
    const pattern = `%${search.replace(/[\\%_]/g, '\\$&')}%`
    people.where((query) =>
      query
        .whereILike('u.last_name', pattern)
        .orWhereILike('u.first_name', pattern)
        .orWhereILike('u.contact_email', pattern)
        .orWhereRaw(`u.first_name || ' ' || u.last_name ilike ?`, [pattern])
    )
  }
  return people
}

function ordered(organisationId: number, { search, sort, direction }: Listing<AttachedUserSort>) {
  return (
    db
      .from(attachedUsers(organisationId, search).as('people'))
      .orderByRaw(`${ORDER[sort]} ${direction} nulls last`)
      // Equal rows keep their order from one page to the next.
      .orderBy('user_id')
  )
}

function toAttachedUser(row: Record<string, never>): AttachedUser {
  return {
    userId: row.user_id,
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

/** A page of the people attached to an organisation, refused and removed ones left out. Two statements. */
export async function listAttachedUsers(
  organisationId: number,
  listing: Listing<AttachedUserSort>
): Promise<Page<AttachedUser>> {
  const [{ total }] = await db
    .from(attachedUsers(organisationId, listing.search).as('people'))
    .count('* as total')
  const rows = await ordered(organisationId, listing)
    .limit(listing.perPage)
    .offset(offsetOf(listing))
  return pageOf(rows.map(toAttachedUser), Number(total), listing)
}

/** A run of the same list, for an export that reads it portion by portion. */
export async function readAttachedUsers(
  organisationId: number,
  listing: Listing<AttachedUserSort>,
  { offset, limit }: { offset: number; limit: number }
): Promise<AttachedUser[]> {
  const rows = await ordered(organisationId, listing).limit(limit).offset(offset)
  return rows.map(toAttachedUser)
}
