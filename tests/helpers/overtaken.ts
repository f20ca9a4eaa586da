import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { rowsOf } from './database.js'
import { eventually } from './queues.js'

/**
 * What becomes of an act when another transaction is faster by its commit: `first` has written
 * and not committed when the act begins, and commits once the act waits for it.
 */
export async function overtaken<T>(
  first: (trx: TransactionClientContract) => Promise<unknown>,
  act: () => PromiseLike<T>
): Promise<T> {
  const trx = await db.connection('owner').transaction()
  try {
    await trx.rawQuery('set local role habilis_system')
    await first(trx)
    let ended = false
    const acting = Promise.resolve(act()).finally(() => (ended = true))
    await eventually('the act waits, or has ended without', async () => {
      return ended || (await rowsOf('select 1 from pg_locks where not granted')).length > 0
    })
    await trx.commit()
    return await acting
  } finally {
    if (!trx.isCompleted) await trx.rollback()
  }
}
