import db from '@adonisjs/lucid/services/db'
import type { QueueEntry } from './queues.js'

/** An outbox message as it was born. */
export interface OutboxKey {
  id: number
  /** Microseconds since 1970. */
  born: number
}

/** `created_at` in the form of {@link OutboxKey.born}. */
const BORN = '(extract(epoch from created_at) * 1000000)::bigint'

/** A message as the relay reads it. */
export interface OutboxRow extends OutboxKey {
  job: string
  payload: object
}

/** The columns of an {@link OutboxRow}. */
export const OUTBOX_ROW = `id, job, payload, ${BORN} as born`

const ENTRY = /^outbox-(\d+)-([0-9a-z]+)$/

/**
 * The id under which the queue knows an outbox message: twice added, it is there once. The
 * moment of its birth is part of it, because a database restored from a backup counts on from an
 * old number, and the queue would take new messages for those it has already done.
 */
export const entryIdOf = ({ id, born }: OutboxKey) => `outbox-${id}-${born.toString(36)}`

/** A message as its queue gets it. */
export const entryOf = (row: OutboxRow): QueueEntry => ({
  id: entryIdOf(row),
  name: row.job,
  payload: row.payload,
})

/** The message behind an entry; undefined for a schedule's entry, which has none. */
export function outboxKeyOf(entryId: string): OutboxKey | undefined {
  const [, id, born] = ENTRY.exec(entryId) ?? []
  return id && born ? { id: Number(id), born: Number.parseInt(born, 36) } : undefined
}

/** How a message ended: its job ran to its end, or no further try will be made. */
export type Ending = 'done' | 'given up'

/**
 * Writes down, in the running scope, how a message ended.
 *
 * @returns whose message it was; undefined when it had ended before (the same job ran to its end),
 * or was never there (it is from after the moment to which the database has been restored)
 */
export async function settle(
  { id, born }: OutboxKey,
  ending: Ending
): Promise<{ organisationId: number | null } | undefined> {
  const { rows } = await db.rawQuery(
    `update outbox_messages set settled_at = now(), given_up_at = case when ? then now() end
     where id = ? and ${BORN} = ? and settled_at is null
     returning organisation_id as "organisationId"`,
    [ending === 'given up', id, born]
  )
  return rows[0]
}

/** Whether a message still waits to be done. */
export async function isUnsettled({ id, born }: OutboxKey): Promise<boolean> {
  const { rows } = await db.rawQuery(
    `select from outbox_messages where id = ? and ${BORN} = ? and settled_at is null`,
    [id, born]
  )
  return rows.length > 0
}
