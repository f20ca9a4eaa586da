import db from '@adonisjs/lucid/services/db'
import { tenancy } from '#shared/tenancy/main'
import { sendExpiryReminder } from '../jobs.js'
import { EXPIRY_STAGES } from './expiry_stages.js'

/** Two checks at once would only get in each other's way. */
const CHECK_LOCK = 0x4841_4245

/**
 * Passwords that one transaction looks at. Whatever the number of accounts, and however long no
 * check has run, each is far from the statement's time limit, and a killed check keeps what it has
 * noted.
 */
const PORTION = 10_000

/** Days before the end, and rank of urgency, of each stage. */
const STAGES = EXPIRY_STAGES.map((stage, rank) => {
  const days = stage === 'expired' ? 0 : Number(stage)
  return `('${stage}', ${rank}, interval '${days * 24} hours')`
}).join(', ')

/**
 * The rule of `dueStage` (expiry_stages.ts) over the next current passwords at once: the stage
 * reached last, unless it lies before the password's creation, or it or a more urgent one was
 * noted. One notice and one message a row, in one statement, whose memory does not grow with the
 * accounts.
 */
const NOTE_DUE_STAGES = `
  with stages (stage, rank, before) as (values ${STAGES}),
  portion as (
    select organisation_id, id, technical_account_id, created_at, expires_at
    from technical_passwords
    where usable_until is null
      and expires_at <= :at::timestamptz + (select max(before) from stages)
      and (expires_at, id) > (:after::timestamptz, :afterId::int)
    order by expires_at, id
    limit ${PORTION}
  ),
  due as (
    select p.organisation_id, p.id, s.stage
    from portion p
    join technical_accounts a
      on a.organisation_id = p.organisation_id and a.id = p.technical_account_id and a.status = 'active'
    cross join lateral (
      select stage, rank from stages
      where p.expires_at - before <= :at and p.expires_at - before > p.created_at
      order by rank desc limit 1
    ) s
    where not exists (
      select from password_notices n join stages noted on noted.stage = n.stage
      where n.technical_password_id = p.id and noted.rank >= s.rank
    )
  ),
  noted as (
    insert into password_notices (organisation_id, technical_password_id, stage, created_at)
    select organisation_id, id, stage, :at from due
    on conflict do nothing
    returning organisation_id, id
  ),
  queued as (
    insert into outbox_messages (job, payload, organisation_id)
    select :job, jsonb_build_object('organisationId', organisation_id, 'noticeId', id), organisation_id
    from noted
  )
  select (select count(*)::int from noted) as noted, last.after, last."afterId"
  from (
    -- Text keeps the microseconds, which a date in the application does not.
    select expires_at::text as after, id as "afterId" from portion
    order by expires_at, id offset ${PORTION - 1}
  ) last
  right join (select) always on true`

/** The last password of a full portion: the next one begins behind it. */
interface Position {
  after: string
  afterId: number
}

const BEGINNING: Position = { after: '-infinity', afterId: 0 }

/**
 * Notes each stage that a password has reached and asks for its reminder, once per password and
 * stage however many checks run. Opens its own scopes, a transaction for each portion.
 *
 * @param at the instant to look from; the database's when absent
 * @returns how many reminders were asked for
 */
export async function checkPasswordExpiry({ at }: { at?: Date } = {}): Promise<number> {
  let from: Position | undefined = BEGINNING
  let total = 0
  while (from) {
    const { noted, after, afterId }: Noted = await notePortion(from, at)
    total += noted
    from = after === null ? undefined : { after, afterId }
  }
  return total
}

type Noted = { noted: number } & (Position | { after: null; afterId: null })

function notePortion(from: Position, at: Date | undefined): Promise<Noted> {
  return tenancy.asSystem('expiry check', async () => {
    // Taken by a statement of its own: the next one then sees what the check before has committed.
    const clock = await db.rawQuery(`select pg_advisory_xact_lock(?), clock_timestamp() as now`, [
      CHECK_LOCK,
    ])
    const { rows } = await db.rawQuery(NOTE_DUE_STAGES, {
      ...from,
      at: at ?? clock.rows[0].now,
      job: sendExpiryReminder.name,
    })
    return rows[0]
  })
}
