import { createHash } from 'node:crypto'
import db from '@adonisjs/lucid/services/db'
import { open, rollBack } from '#shared/tenancy/transaction'
import { penaltySeconds } from './penalty.js'
import { sourceOf } from './source.js'

/** Who is tried, by whom. */
export interface Attempt {
  /** The account's name as it was typed: it need not exist, and is stored hashed. */
  account: string
  /** The address it is tried from. */
  address: string
}

/** The rule as a table, for SQL: the wait after 1, 2, 3… failures, up to the longest one. */
const WAITS = Array.from({ length: 13 }, (_, failures) => penaltySeconds(failures + 1))

/**
 * Counts attempts by (account, source) and by source (docs/security.md, People), outside of the
 * request's transaction. An attempt is counted before it is looked at, in one statement that
 * refuses while a penalty runs: however many arrive at once, no more are looked at than one after
 * the other would be.
 */
export class Throttle {
  /** @param kind what is tried, e.g. `login`: kinds don't count against each other */
  constructor(private kind: string) {}

  /**
   * Counts an attempt as failed, unless a penalty runs.
   * @returns 0 when the attempt may be looked at, else the seconds to wait (`Retry-After`)
   */
  async claim(attempt: Attempt): Promise<number> {
    const keys = this.keysOf(attempt)
    const trx = await open('outside')
    try {
      const counted = await trx.rawQuery(COUNT, { waits: WAITS, ...keys })
      if (counted.rows.length === 2) {
        await trx.commit()
        return 0
      }
      await rollBack(trx)
    } catch (error) {
      await rollBack(trx)
      throw error
    }
    const { rows } = await db.connection('outside').rawQuery(REMAINING, { ...keys })
    return Math.max(1, rows[0].seconds ?? 1)
  }

  /**
   * The attempt was right: forgets the account's failures from this source, and takes them off
   * the source's count. Others' failures from that source stay: signing in to one's own account
   * between two guesses at others must not wipe them out.
   */
  async succeed(attempt: Attempt): Promise<void> {
    await db.connection('outside').rawQuery(FORGET, { ...this.keysOf(attempt) })
  }

  /** The attempt could not be looked at after all: it does not count. */
  async withdraw(attempt: Attempt): Promise<void> {
    await db.connection('outside').rawQuery(WITHDRAW, { ...this.keysOf(attempt) })
  }

  /** Hashed, because neither the addresses people come from nor what they type has to be kept. */
  private keysOf({ account, address }: Attempt) {
    const source = sourceOf(address)
    const name = account.normalize('NFC').trim().toLowerCase()
    return {
      pair: `${this.kind}:account:${digest(name, source)}`,
      source: `${this.kind}:source:${digest(source)}`,
    }
  }
}

function digest(...parts: string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('base64url')
}

/**
 * One failure is forgotten for each whole hour without another one, waiting times not included,
 * and all of them after a day: who tries on as soon as they may gains nothing, and the few
 * mistakes of an office with one address never add up over weeks. `updated_at` is where the
 * hours are counted from; a success does not move it.
 */
const QUIET_SINCE = 'greatest(t.updated_at, t.blocked_until)'
const HOURS = `cast(floor(extract(epoch from now() - ${QUIET_SINCE}) / 3600) as int)`
const KEPT = `case when ${HOURS} >= 24 then 0 else greatest(0, t.failures - ${HOURS}) end`

/** Rows are taken in one order everywhere, the account's first: two attempts can't deadlock. */
const COUNT = `
  with penalty as (select cast(:waits as int[]) as waits)
  insert into throttles as t (key, failures)
  select key, 1 from (values (1, :pair), (2, :source)) as keys (position, key) order by position
  on conflict (key) do update set
    failures = ${KEPT} + 1,
    blocked_until =
      now() + nullif((select waits[least(${KEPT} + 1, cardinality(waits))] from penalty), 0)
        * interval '1 second',
    updated_at = case when ${KEPT} = 0 then now() else ${QUIET_SINCE} + ${HOURS} * interval '1 hour' end
  where t.blocked_until is null or t.blocked_until <= now()
  returning key`

const REMAINING = `
  select cast(ceil(extract(epoch from max(blocked_until) - now())) as int) as seconds
  from throttles where key in (:pair, :source) and blocked_until > now()`

const FORGET = `
  with forgotten as (delete from throttles where key = :pair returning failures)
  update throttles set
    failures = greatest(0, failures - (select failures from forgotten)), blocked_until = null
  where key = :source and exists (select from forgotten)`

const WITHDRAW = `
  update throttles set failures = greatest(0, failures - 1), blocked_until = null
  where key in (:pair, :source)`
