import type { Writable } from 'node:stream'
import type { QueryConfig, QueryResult } from 'pg'
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
  statement: LeanStatement
): Promise<Row[]> {
  const [rows] = await leanAll(reach, [statement])
  return rows as Row[]
}

/** Runs several statements as {@link lean} runs one: their rows, in the order of the statements. */
export async function leanAll(
  reach: Reach,
  statements: readonly LeanStatement[]
): Promise<object[][]> {
  const beginning = `begin; ${bindingOf(reach)}`
  const pool = unscoped('lean').getWriteClient().client as LeanPool
  const connection = await pool.acquireConnection()
  try {
    // One write for all of them, of which the last ends the transaction whatever fails in between.
    const { stream } = connection.connection
    stream.cork()
    const sent = [
      connection.query(beginning),
      ...statements.map(({ name, text, values }) =>
        connection.query({ name, text, values: [...values] })
      ),
      connection.query('commit'),
    ]
    stream.uncork()
    const answers = await Promise.allSettled(sent)
    const committed = answers.pop()!
    const results = answers.map((answer) => {
      if (answer.status === 'rejected') throw answer.reason
      return answer.value
    })
    if (committed.status === 'rejected') throw new NotCommitted(committed.reason)
    if (committed.value.command !== 'COMMIT') throw new NotCommitted()
    return results.slice(1).map(({ rows }) => rows)
  } finally {
    await pool.releaseConnection(connection)
  }
}

/** The part of the query builder's pool that is used here; its own types leave it untyped. */
interface LeanPool {
  acquireConnection(): Promise<{
    query(statement: string | QueryConfig): Promise<QueryResult>
    connection: { stream: Writable }
  }>
  releaseConnection(connection: object): Promise<void>
}
