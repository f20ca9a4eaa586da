import db from '@adonisjs/lucid/services/db'

export interface BrokenChain {
  organisationId: number
  /** The first event that does not fit, by its place in the organisation's journal. */
  sequence: number
  fault: 'altered' | 'unlinked' | 'missing' | 'truncated' | 'without a head'
}

/** The last event of an organisation's journal. */
export interface AuditHead {
  organisationId: number
  sequence: number
  hash: Buffer
}

export interface AuditVerification {
  events: number
  broken: BrokenChain[]
  /** What the database says that each journal ends with, to be kept elsewhere. */
  heads: AuditHead[]
}

/** Few enough for the time that a statement has, whatever the length of the journal. */
const PORTION = 20_000

/**
 * Recomputes every organisation's chain in the database and answers what does not fit: an event
 * changed after the fact, one that does not follow the previous, a gap, an end cut off, events
 * without their head. Runs in a system scope, on one state of the database, in one pass. Who owns
 * the database can rewrite a chain and its head, or remove both: only heads kept elsewhere tell.
 */
export async function verifyAudit(portion = PORTION): Promise<AuditVerification> {
  await db.rawQuery('set transaction isolation level repeatable read, read only')
  const { ends, broken } = await followChains(portion)
  const heads = await readHeads()
  const headOf = new Map(heads.map((head) => [head.organisationId, head]))
  for (const organisationId of new Set([...ends.keys(), ...headOf.keys()])) {
    const fault = compare(ends.get(organisationId), headOf.get(organisationId))
    if (fault && !broken.has(organisationId)) broken.set(organisationId, fault)
  }
  return {
    events: [...ends.values()].reduce((total, { events }) => total + events, 0),
    broken: [...broken.values()].sort((one, other) => one.organisationId - other.organisationId),
    heads,
  }
}

type End = AuditHead & { events: number }

async function followChains(portion: number) {
  const ends = new Map<number, End>()
  const broken = new Map<number, BrokenChain>()
  let after = { organisationId: -1, sequence: 0 }
  for (;;) {
    const { rows } = await db.rawQuery(FOLLOW, { ...after, portion: portion + 1 })
    for (const { organisationId, events, sequence, hash, faulty, fault } of rows) {
      const before = ends.get(organisationId)?.events ?? 0
      ends.set(organisationId, { organisationId, sequence, hash, events: before + events })
      if (fault && !broken.has(organisationId)) {
        broken.set(organisationId, { organisationId, sequence: faulty, fault })
      }
    }
    if (rows.length === 0) return { ends, broken }
    after = rows.at(-1)
  }
}

/** How an organisation's last event stands to its head. */
function compare(end: End | undefined, head: AuditHead | undefined): BrokenChain | null {
  const { organisationId } = (end ?? head)!
  const [last, said] = [end?.sequence ?? 0, head?.sequence ?? 0]
  if (last < said) return { organisationId, sequence: said, fault: 'truncated' }
  if (last > said) return { organisationId, sequence: said + 1, fault: 'without a head' }
  const fits = last === 0 || end!.hash.equals(head!.hash)
  return fits ? null : { organisationId, sequence: last, fault: 'unlinked' }
}

async function readHeads(): Promise<AuditHead[]> {
  return db
    .from('audit_heads')
    .orderBy('organisation_id')
    .select('sequence', 'hash', 'organisation_id as organisationId')
}

/** A portion of the journal, which begins with the last event of the one before. */
const FOLLOW = `
  with portion as (
    select e.organisation_id, e.sequence, e.hash, e.previous_hash,
      e.hash <> audit_event_digest(e) as altered
    from audit_events e
    where (e.organisation_id, e.sequence) >= (:organisationId, :sequence)
    order by e.organisation_id, e.sequence
    limit :portion
  ), linked as (
    select organisation_id, sequence, hash,
      case
        when altered then 'altered'
        when sequence <> lag(sequence, 1, 0::bigint) over chain + 1 then 'missing'
        when previous_hash <> lag(hash, 1, ''::bytea) over chain then 'unlinked'
      end as fault
    from portion
    window chain as (partition by organisation_id order by sequence)
  )
  select organisation_id as "organisationId", count(*)::int as events, max(sequence) as sequence,
    (array_agg(hash order by sequence desc))[1] as hash,
    (array_agg(sequence order by sequence) filter (where fault is not null))[1] as faulty,
    (array_agg(fault order by sequence) filter (where fault is not null))[1] as fault
  from linked
  where (organisation_id, sequence) > (:organisationId, :sequence)
  group by organisation_id
  order by organisation_id`
