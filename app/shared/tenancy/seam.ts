import type { Database } from '@adonisjs/lucid/database'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { currentScope } from './scope.js'

type Connect = Database['connection']
let connect: Connect | undefined

/**
 * Makes `db.connection()` answer the running scope's transaction for the primary connection.
 * Models, query builders, validation rules and nested transactions all pass through it, so one
 * seam is enough and nothing has to be handed from function to function.
 */
export function installSeam(db: Database): void {
  const original = db.connection.bind(db)
  connect = original
  db.connection = ((name = db.primaryConnectionName, options) =>
    name === db.primaryConnectionName
      ? (currentScope().trx as unknown as QueryClientContract)
      : original(name, options)) as Connect
}

/** A connection without a scope: for the tenancy itself, which binds one to it. */
export function unscoped(name: 'postgres' | 'outside' | 'lean'): QueryClientContract {
  if (!connect) throw new Error('The tenancy provider has not booted')
  return connect(name)
}
