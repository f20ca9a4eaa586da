import {
  currentScope,
  NestedScope,
  ScopeClosed,
  scopes,
  type Actor,
  type Origin,
  type Reach,
  type Scope,
} from './scope.js'
import { begin, commit, rollBack } from './transaction.js'

export { attempt, violates } from './attempt.js'
export { NestedScope, NoScope, NotCommitted, ScopeClosed } from './scope.js'
export type { Actor, Origin, Scope } from './scope.js'

/** Who acts, on which organisations, and where the request came from. */
export interface ActorScope {
  organisationIds: readonly number[]
  actor: Actor
  origin?: Origin
}

async function within<T>(
  connection: 'postgres' | 'outside',
  input: { reach: Reach; actor: Actor; origin: Origin },
  fn: (scope: Scope) => Promise<T>,
  mayCommit: () => boolean = () => true
): Promise<T> {
  const scope: Scope = { ...input, trx: await begin(connection, input.reach), closed: false }
  try {
    const value = await scopes.run(scope, () => fn(scope))
    // A failure that was caught on its way up has already rolled back and closed the scope.
    if (!scope.closed) {
      scope.closed = true
      await (mayCommit() ? commit(scope.trx) : rollBack(scope.trx))
    }
    return value
  } catch (error) {
    if (!scope.closed) {
      scope.closed = true
      await rollBack(scope.trx)
    }
    throw error
  }
}

function refuseNesting() {
  const outer = scopes.getStore()
  if (outer && !outer.closed) throw new NestedScope()
}

const system = (reason: string): Actor => ({ kind: 'system', id: null, label: reason })

/**
 * The only way to the database: everything happens in one transaction to which the reach of
 * whoever acts is bound, and row-level security shows nothing else.
 */
export const tenancy = {
  /** Opens the actor's scope and commits when `fn` resolves (and `mayCommit` agrees). */
  async run<T>(
    { organisationIds, actor, origin = {} }: ActorScope,
    fn: () => Promise<T>,
    mayCommit?: () => boolean
  ): Promise<T> {
    refuseNesting()
    return within('postgres', { reach: { organisationIds }, actor, origin }, fn, mayCommit)
  },

  /**
   * Sees every organisation, for the named reason: logins, jobs, commands, operators. The list
   * of callers is held by an architecture test.
   */
  async asSystem<T>(
    reason: string,
    fn: () => Promise<T>,
    { actor = system(reason), origin = {} }: { actor?: Actor; origin?: Origin } = {}
  ): Promise<T> {
    refuseNesting()
    return within('postgres', { reach: { systemReason: reason }, actor, origin }, fn)
  },

  /**
   * What must survive a rollback of the request around it (throttling, refused accesses), or see
   * past its reach for the named reason: a transaction of its own, on the second connection.
   */
  async independently<T>(reason: string, fn: () => Promise<T>): Promise<T> {
    const outer = scopes.getStore()
    const actor = outer?.actor ?? system(reason)
    return within(
      'outside',
      { reach: { systemReason: reason }, actor, origin: outer?.origin ?? {} },
      fn
    )
  },

  /** Opens the closed request's scope again, for an answer that is streamed after it. */
  async reopen<T>(closed: Scope, fn: () => Promise<T>): Promise<T> {
    if (!closed.closed) throw new NestedScope()
    if ('systemReason' in closed.reach) throw new ScopeClosed()
    return within(
      'postgres',
      { reach: closed.reach, actor: closed.actor, origin: closed.origin },
      fn
    )
  },

  /** The scope of the running code. */
  current: currentScope,

  /** Rolls the running scope back at once: the answer will be an error, whatever else is done. */
  async fail(): Promise<void> {
    const scope = scopes.getStore()
    if (!scope || scope.closed) return
    scope.closed = true
    await rollBack(scope.trx)
  },
}
