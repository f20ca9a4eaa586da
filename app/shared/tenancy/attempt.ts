import { currentScope } from './scope.js'

const DEADLOCK = '40P01'
const TRIES = 3

let savepoints = 0

/**
 * Runs an action's writes inside a savepoint, so that a constraint that refuses them can be
 * caught around it without losing the transaction. A deadlock is tried again, three times in all.
 *
 * @throws whatever `write` throws, after its writes have been undone
 */
export async function attempt<T>(write: () => Promise<T>): Promise<T> {
  const { trx } = currentScope()
  const savepoint = `attempt_${(savepoints = (savepoints + 1) % 1_000_000)}`
  for (let tries = 1; ; tries++) {
    await trx.rawQuery(`savepoint ${savepoint}`)
    try {
      const value = await write()
      await trx.rawQuery(`release savepoint ${savepoint}`)
      return value
    } catch (error) {
      await trx.rawQuery(`rollback to savepoint ${savepoint}`)
      if ((error as { code?: string }).code !== DEADLOCK || tries === TRIES) throw error
    }
  }
}

/**
 * Whether an error is PostgreSQL's refusal by the named unique, check or foreign-key constraint.
 * The database refuses, the action translates: no check-then-insert.
 */
export function violates(error: unknown, constraint: string): boolean {
  const { code, constraint: name } = error as { code?: string; constraint?: string }
  return Boolean(code?.startsWith('23')) && name === constraint
}
