import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { NotCommitted, type Reach } from './scope.js'
import { unscoped } from './seam.js'

/**
 * Begins a transaction without a scope. When BEGIN itself fails the query builder hands out a
 * transaction all the same, already ended, and keeps the reason to itself: it is thrown here.
 */
export async function open(connection: 'postgres' | 'outside') {
  const trx = await unscoped(connection).transaction()
  if (trx.isCompleted) await trx.knexClient.executionPromise
  return trx
}

/**
 * Begins a transaction on a connection and binds the reach to it. Both settings are LOCAL, so
 * the connection goes back to the pool without a trace of them, whatever happens in between.
 */
export async function begin(connection: 'postgres' | 'outside', reach: Reach) {
  const trx = await open(connection)
  try {
    await trx.rawQuery(bindingOf(reach))
  } catch (error) {
    await rollBack(trx)
    throw error
  }
  return trx
}

/**
 * Commits, and believes it only when PostgreSQL says COMMIT: after an error inside the
 * transaction it answers ROLLBACK, and the query builder resolves all the same.
 */
export async function commit(trx: TransactionClientContract): Promise<void> {
  let answer: { response?: { command?: string } } | undefined
  try {
    answer = (await trx.knexClient.commit()) as typeof answer
    await trx.knexClient.executionPromise
  } catch (error) {
    throw new NotCommitted(error)
  }
  if (answer?.response?.command !== 'COMMIT') throw new NotCommitted()
}

/** Rolls back; a connection that is already gone has rolled back by itself. */
export async function rollBack(trx: TransactionClientContract): Promise<void> {
  await trx.knexClient.rollback().catch(() => {})
  await trx.knexClient.executionPromise.catch(() => {})
}

/** The statements that bind a reach. Ids are checked to be integers: nothing else enters this SQL. */
export function bindingOf(reach: Reach): string {
  if ('systemReason' in reach) return 'set local role habilis_system'
  const ids = reach.organisationIds
  if (!ids.every((id) => Number.isInteger(id))) throw new TypeError('Organisation ids are integers')
  return `set local role habilis_app; set local app.organisations = '${ids.join(',')}'`
}
