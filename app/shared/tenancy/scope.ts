import { AsyncLocalStorage } from 'node:async_hooks'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** On whose behalf something happens: what the journal writes down. */
export interface Actor {
  kind: 'person' | 'technical_account' | 'operator' | 'system'
  id: number | null
  /** A name a reader recognises: the person's name, the account's login, the system's reason. */
  label: string
}

/** Where a request came from; empty for jobs and commands. */
export interface Origin {
  address?: string
  requestId?: string
}

/** What a scope may see: the given organisations, or everything for a named system reason. */
export type Reach = { organisationIds: readonly number[] } | { systemReason: string }

/** One database transaction with an actor's reach bound to it. */
export interface Scope {
  readonly reach: Reach
  readonly actor: Actor
  readonly origin: Origin
  readonly trx: TransactionClientContract
  closed: boolean
}

/** The scope of the code that runs now; also found by streams that outlive their request. */
export const scopes = new AsyncLocalStorage<Scope>()

/** Tenant data was asked for where nobody's reach is bound: a programming error, never an empty answer. */
export class NoScope extends Error {
  override name = 'NoScope'
  constructor() {
    super('The primary connection is reached through a tenancy scope only')
  }
}

/** The scope's transaction has ended, by commit or by a failure that rolled it back. */
export class ScopeClosed extends Error {
  override name = 'ScopeClosed'
  constructor() {
    super('This tenancy scope is closed; a streamed answer opens its own with tenancy.reopen')
  }
}

/** A scope inside a scope would take a second connection while holding the first, and change reach silently. */
export class NestedScope extends Error {
  override name = 'NestedScope'
  constructor() {
    super('A tenancy scope is already open here')
  }
}

/** PostgreSQL answered COMMIT with something else: nothing was saved. */
export class NotCommitted extends Error {
  override name = 'NotCommitted'
  status = 503
  code = 'E_NOT_COMMITTED'
  constructor(cause?: unknown) {
    super('The transaction was not committed', { cause })
  }
}

/** The open scope of the running code. Throws {@link NoScope} or {@link ScopeClosed}. */
export function currentScope(): Scope {
  const scope = scopes.getStore()
  if (!scope) throw new NoScope()
  if (scope.closed) throw new ScopeClosed()
  return scope
}
