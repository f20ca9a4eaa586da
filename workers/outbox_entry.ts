import db from '@adonisjs/lucid/services/db'

/** An outbox message as it was born. */
export interface OutboxKey {
  id: number
  /** Microseconds since 1970. */
  born: number
}

/** `created_at` in the form of {@link OutboxKey.born}. */
export const BORN = '(extract(epoch from created_at) * 1000000)::bigint'

const ENTRY = /^outbox-(\d+)-([0-9a-z]+)$/

/**
 * The id under which the queue knows an outbox message: twice added, it is there once. The
 * moment of its birth is part of it, because a database restored from a backup counts on from an
 * old number, and the queue would take new messages for those it has already done.
 */
export const entryIdOf = ({ id, born }: OutboxKey) => `outbox-${id}-${born.toString(36)}`

/** The message behind an entry; undefined for a schedule's entry, which has none. */
export function outboxKeyOf(entryId: string): OutboxKey | undefined {
  const [, id, born] = ENTRY.exec(entryId) ?? []
  return id && born ? { id: Number(id), born: Number.parseInt(born, 36) } : undefined
}

/**
 * Writes down, in the running scope, that a message is done or given up.
 *
 * @returns false when it was so already: the same job ran to its end before, or the message was
 * never there (it is from after the moment to which the database has been restored)
 */
export async function settle({ id, born }: OutboxKey): Promise<boolean> {
  const { rowCount } = await db.rawQuery(
    `update outbox_messages set settled_at = now()
     where id = ? and ${BORN} = ? and settled_at is null`,
    [id, born]
  )
  return rowCount > 0
}

/** Whether a message still waits to be done. */
export async function isUnsettled({ id, born }: OutboxKey): Promise<boolean> {
  const { rows } = await db.rawQuery(
    `select from outbox_messages where id = ? and ${BORN} = ? and settled_at is null`,
    [id, born]
  )
  return rows.length > 0
}
