import db from '@adonisjs/lucid/services/db'
import {
  offsetOf,
  pageOf,
  withinPages,
  type Direction,
  type Listing,
  type Page,
} from '#shared/listing'

export interface HistoryRow {
  id: number
  occurredAt: Date
  requester: string
  requesterKind: 'person' | 'technical_account' | 'operator' | 'system'
  organisationId: number
  action: string
  details: Record<string, unknown>
}

export interface HistoryEntry extends HistoryRow {
  reason: string | null
  sourceAddress: string | null
  requestId: string | null
}

const COLUMNS = {
  id: 'id',
  occurredAt: 'occurred_at',
  requester: 'actor_label',
  requesterKind: 'actor_kind',
  organisationId: 'organisation_id',
  action: 'action',
  details: 'details',
} as const

/** What a sentence may name. "none" chooses the sentence without it: the journal keeps older events. */
const NAMED = { login: 'none', name: 'none', from: 'none', to: 'none' }

function readable<Row extends HistoryRow>(row: Row): Row {
  return { ...row, details: { ...NAMED, ...row.details } }
}

/** Which events: of these organisations, and where something is searched, those that have it. */
export interface HistoryFilter {
  organisationIds: readonly number[]
  search?: string
  /** Organisations that the search finds by their own name: every event of theirs is meant. */
  found?: readonly number[]
  /** No event later than this one. */
  until?: number
}

function events({ organisationIds, search, found = [], until }: HistoryFilter) {
  const query = db.from('audit_events').whereIn('organisation_id', [...organisationIds])
  if (until !== undefined) query.where('id', '<=', until)
  if (!search) return query
  const pattern = `%${search.replace(/[\\%_]/g, '\\$&')}%`
  return query.where((either) =>
    either
      .whereILike('actor_label', pattern)
      .orWhereRaw(`details->>'login' ilike ? or details->>'name' ilike ?`, [pattern, pattern])
      .orWhereIn('organisation_id', [...found])
  )
}

/** A stretch of the journal by date. */
export async function readEvents(
  filter: HistoryFilter,
  direction: Direction,
  { offset, limit }: { offset: number; limit: number }
): Promise<HistoryRow[]> {
  const rows = await events(filter)
    .orderBy('id', direction)
    .limit(limit)
    .offset(offset)
    .select(COLUMNS)
  return rows.map(readable)
}

/** A page of what happened, latest first unless asked otherwise. Two statements. */
export async function listHistory(
  filter: HistoryFilter,
  asked: Pick<Listing, 'page' | 'perPage'> & { direction?: Direction }
): Promise<Page<HistoryRow>> {
  const [{ total }] = await events(filter).count('* as total')
  const listing = withinPages(asked, Number(total))
  const stretch = { offset: offsetOf(listing), limit: listing.perPage }
  const rows = await readEvents(filter, asked.direction ?? 'desc', stretch)
  return pageOf(rows, Number(total), listing)
}

/** The latest events, for a feed: one statement, no count. */
export async function latestEvents(
  organisationIds: readonly number[],
  limit: number
): Promise<HistoryRow[]> {
  return readEvents({ organisationIds }, 'desc', { offset: 0, limit })
}

/** One event of the scope's organisations. */
export async function findHistoryEntry(id: number): Promise<HistoryEntry | null> {
  const row = await db
    .from('audit_events')
    .where('id', id)
    .select(COLUMNS)
    .select({
      reason: 'reason',
      sourceAddress: 'source_address',
      requestId: 'request_id',
    })
    .first()
  return row && readable(row)
}
