import db from '@adonisjs/lucid/services/db'

export interface Handover {
  id: number
  /** Still to be answered: neither answered, nor withdrawn, nor expired. */
  open: boolean
  organisationId: number
  organisationName: string
  identifierType: string
  identifier: string
  fromUserId: number
  fromName: string
  toUserId: number
  toName: string
  expiresAt: Date
}

/** Expiry is a date to compare, not a job that ran. */
const OPEN = `h.status = 'proposed' and h.expires_at > now()`

function handovers() {
  return db
    .from('manager_handovers as h')
    .join('organisations as o', 'o.id', 'h.organisation_id')
    .join('users as f', 'f.id', 'h.from_user_id')
    .join('users as t', 't.id', 'h.to_user_id')
    .select(
      'h.id',
      'h.organisation_id as organisationId',
      'o.name as organisationName',
      'o.identifier_type as identifierType',
      'o.identifier',
      'h.from_user_id as fromUserId',
      'h.to_user_id as toUserId',
      'h.expires_at as expiresAt'
    )
    .select(
      db.raw(`f.first_name || ' ' || f.last_name as "fromName"`),
      db.raw(`t.first_name || ' ' || t.last_name as "toName"`),
      db.raw(`(${OPEN}) as open`)
    )
}

/** The proposal under way in an organisation. */
export async function findOpenHandover(organisationId: number): Promise<Handover | null> {
  return handovers().whereRaw(OPEN).where('h.organisation_id', organisationId).first()
}

/** A proposal by its number, whatever became of it. */
export async function findHandover(id: number): Promise<Handover | null> {
  return handovers().where('h.id', id).first()
}

/** What waits for a person's answer, the one that expires first on top. */
export async function listHandoversTo(userId: number): Promise<Handover[]> {
  return handovers().whereRaw(OPEN).where('h.to_user_id', userId).orderBy('h.expires_at')
}
