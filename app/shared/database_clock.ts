import db from '@adonisjs/lucid/services/db'

/**
 * The instant it is for the database, whose clock alone decides what has expired. Taken at the
 * call, not at the transaction's start: whoever waited for a lock must not write in the past.
 */
export async function databaseNow(): Promise<Date> {
  const { rows } = await db.rawQuery(`select date_trunc('milliseconds', clock_timestamp()) as now`)
  return rows[0].now
}
