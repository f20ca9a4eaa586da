import db from '@adonisjs/lucid/services/db'
import { tenancy } from '#shared/tenancy/main'

const PORTION = 5_000

/** Tables that the runtime login itself may empty; the others belong to the system role. */
const OUTSIDE = new Set(['sessions', 'throttles'])

/**
 * Deletes the rows of a table that meet a condition, in portions with a commit each, so that no
 * lock is held for long and a killed sweep keeps what it has done. For handlers with scope `own`.
 *
 * @param table a table's name, written in code
 * @param condition SQL, written in code
 * @returns how many rows went
 */
export async function sweep(table: string, condition: string): Promise<number> {
  const portion = () =>
    OUTSIDE.has(table) ? sweepOutside(table, condition) : sweepIn(table, condition)
  let total = 0
  for (;;) {
    const swept = await portion()
    total += swept
    if (swept < PORTION) return total
  }
}

const sweepIn = (table: string, condition: string) =>
  tenancy.asSystem(`sweep ${table}`, async () =>
    countOf(await db.rawQuery(statement(table, condition)))
  )

const sweepOutside = async (table: string, condition: string) =>
  countOf(await db.connection('outside').rawQuery(statement(table, condition)))

const statement = (table: string, condition: string) =>
  `delete from ${table} where ctid = any (array(select ctid from ${table} where ${condition} limit ${PORTION}))`

const countOf = (result: { rowCount: number | null }) => result.rowCount ?? 0
