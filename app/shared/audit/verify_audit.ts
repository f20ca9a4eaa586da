import db from '@adonisjs/lucid/services/db'

export interface BrokenChain {
  organisationId: number
  /** The first event that does not fit, by its place in the organisation's journal. */
  sequence: number
  fault: 'altered' | 'unlinked' | 'missing' | 'truncated'
}

/**
 * Recomputes every organisation's chain in the database and answers what does not fit: an event
 * changed after the fact, one that does not follow the previous, a gap, or an end cut off. Runs
 * in a system scope, in one pass over the journal.
 */
export async function verifyAudit(): Promise<{ events: number; broken: BrokenChain[] }> {
  const { rows } = await db.rawQuery(`
    with linked as (
      select e.organisation_id, e.sequence,
        case
          when e.hash <> audit_event_digest(e) then 'altered'
          when e.sequence <> lag(e.sequence, 1, 0::bigint) over chain + 1 then 'missing'
          when e.previous_hash <> lag(e.hash, 1, ''::bytea) over chain then 'unlinked'
        end as fault
      from audit_events e
      window chain as (partition by e.organisation_id order by e.sequence)
    ), ends as (
      select h.organisation_id, h.sequence, 'truncated' as fault
      from audit_heads h
      where not exists (
        select from audit_events e
        where e.organisation_id = h.organisation_id and e.sequence = h.sequence and e.hash = h.hash
      ) and h.sequence > 0
    )
    select distinct on (organisation_id) organisation_id, sequence, fault
    from (select * from linked where fault is not null union all select * from ends) as faults
    order by organisation_id, sequence
  `)
  const [{ events }] = await db.from('audit_events').count('* as events')
  return {
    events: Number(events),
    broken: rows.map((row: Record<string, never>) => ({
      organisationId: row.organisation_id,
      sequence: Number(row.sequence),
      fault: row.fault,
    })),
  }
}
