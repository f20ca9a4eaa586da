import db from '@adonisjs/lucid/services/db'
import { offsetOf, pageOf, withinPages, type Listing, type Page } from '#shared/listing'

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

/** What happened in the given organisations, latest first. Two statements. */
export async function listHistory(
  organisationIds: readonly number[],
  asked: Pick<Listing, 'page' | 'perPage'>
): Promise<Page<HistoryRow>> {
  const events = () => db.from('audit_events').whereIn('organisation_id', [...organisationIds])
  const [{ total }] = await events().count('* as total')
  const listing = withinPages(asked, Number(total))
  const rows = await events()
    .orderBy('id', 'desc')
    .limit(listing.perPage)
    .offset(offsetOf(listing))
    .select(COLUMNS)
  return pageOf(rows.map(readable), Number(total), listing)
}

/** The latest events, for a feed: one statement, no count. */
export async function latestEvents(
  organisationIds: readonly number[],
  limit: number
): Promise<HistoryRow[]> {
  const rows = await db
    .from('audit_events')
    .whereIn('organisation_id', [...organisationIds])
    .orderBy('id', 'desc')
    .limit(limit)
    .select(COLUMNS)
  return rows.map(readable)
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
