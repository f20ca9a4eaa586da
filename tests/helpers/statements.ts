import db from '@adonisjs/lucid/services/db'

/** How many statements the primary connection ran while `act` was running, begin and commit included. */
export async function statementsDuring(act: () => Promise<void>): Promise<number> {
  const knex = db.manager.get('postgres')!.connection!.client!
  let statements = 0
  const count = () => void statements++
  knex.client.on('query', count)
  try {
    await act()
  } finally {
    knex.client.off('query', count)
  }
  return statements
}
