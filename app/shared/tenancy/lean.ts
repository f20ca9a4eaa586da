import type { Client, QueryResult } from 'pg'
import { NotCommitted, type Reach } from './scope.js'
import { unscoped } from './seam.js'
import { bindingOf } from './transaction.js'

/** One statement of the lean path: named, so that PostgreSQL plans it once per connection. */
export interface LeanStatement {
  name: string
  text: string
  values: readonly unknown[]
}

/**
 * Runs one statement in a transaction of its own, with the reach bound to it as in any scope, in
 * a single round trip: begin, binding, statement and commit are written at once. For the few
 * statements that every call of the API pays for; it has its own connections, so it may also be
 * used while a scope is open.
 *
 * @throws what PostgreSQL refused; NotCommitted when only the commit failed
 */
export async function lean<Row extends object>(
  reach: Reach,
  { name, text, values }: LeanStatement
): Promise<Row[]> {
  const pool = unscoped('lean').getWriteClient().client as LeanPool
  const connection = await pool.acquireConnection()
  try {
    // Whatever fails in between, the last one ends the transaction: the connection is clean.
    const [bound, answer, committed] = await Promise.allSettled([
      connection.query(`begin; ${bindingOf(reach)}`),
      connection.query<Row>({ name, text, values: [...values] }),
      connection.query('commit'),
    ])
    if (bound.status === 'rejected') throw bound.reason
    if (answer.status === 'rejected') throw answer.reason
    if (committed.status === 'rejected') throw new NotCommitted(committed.reason)
    if (committed.value.command !== 'COMMIT') throw new NotCommitted()
    return answer.value.rows
  } finally {
    await pool.releaseConnection(connection)
  }
}

/** The part of the query builder's pool that is used here; its own types leave it untyped. */
interface LeanPool {
  acquireConnection(): Promise<
    Pick<Client, 'query'> & { query(text: string): Promise<QueryResult> }
  >
  releaseConnection(connection: object): Promise<void>
}
