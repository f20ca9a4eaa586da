import type { Writable } from 'node:stream'
import type { QueryConfig, QueryResult } from 'pg'
import { gather } from './gather.js'
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
 * used while a scope is open. A connection may be over before its pool hears of it: what it
 * swallowed whole is written again on another one, so a statement must be harmless the second time.
 *
 * @throws what PostgreSQL refused; NotCommitted when only the commit failed
 */
export async function lean<Row extends object>(
  reach: Reach,
  statement: LeanStatement
): Promise<Row[]> {
  const transaction = { beginning: `begin; ${bindingOf(reach)}`, statements: [statement] }
  const [outcome] = await run(() => [transaction])
  return rowsOf(outcome)[0] as Row[]
}

/**
 * Runs statements that only read, as {@link lean} runs one: their rows, in the order of the
 * statements. Transactions that are asked for at the same time share a connection and a write,
 * and nothing else: each has its own beginning, reach and end. They are read-only because one
 * that waited for a lock or for the disk would make the others wait.
 */
export async function leanReads(
  reach: Reach,
  statements: readonly LeanStatement[]
): Promise<object[][]> {
  return rowsOf(await together({ beginning: `begin read only; ${bindingOf(reach)}`, statements }))
}

interface Transaction {
  beginning: string
  statements: readonly LeanStatement[]
}

/** The answers to beginning, statements and commit. */
type Outcome = PromiseSettledResult<QueryResult>[]

const together = gather(run)

/** A server that restarts cuts every connection at once; the pool hears of them one by one. */
const TRIES = 3

async function run(take: () => Transaction[], tries = TRIES): Promise<Outcome[]> {
  const pool = unscoped('lean').getWriteClient().client as LeanPool
  const connection = await pool.acquireConnection()
  const transactions = take()
  let outcomes: Outcome[]
  try {
    outcomes = await write(connection, transactions)
  } finally {
    await pool.releaseConnection(connection)
  }
  const swallowed = transactions.filter((_, i) => isSwallowed(outcomes[i]))
  if (!swallowed.length || tries === 1) return outcomes
  const answers = await run(() => swallowed, tries - 1).catch(() => outcomes.filter(isSwallowed))
  return outcomes.map((outcome) => (isSwallowed(outcome) ? answers.shift()! : outcome))
}

function write(
  connection: LeanConnection,
  transactions: readonly Transaction[]
): Promise<Outcome[]> {
  const { stream } = connection.connection
  stream.cork()
  const outcomes = transactions.map(({ beginning, statements }) =>
    // The last one ends the transaction, whatever fails in between.
    Promise.allSettled([
      connection.query(beginning),
      ...statements.map(({ name, text, values }) =>
        connection.query({ name, text, values: [...values] })
      ),
      connection.query('commit'),
    ])
  )
  stream.uncork()
  return Promise.all(outcomes)
}

/**
 * The connection was over before anything of the transaction was answered. A server that is
 * silent is another thing: it may still be at work, and nobody wants to wait for it again.
 */
function isSwallowed(outcome: Outcome): boolean {
  return outcome.every(
    (answer) => answer.status === 'rejected' && answer.reason.code !== 'ETIMEDOUT'
  )
}

function rowsOf(outcome: Outcome): object[][] {
  const committed = outcome.at(-1)!
  const results = outcome.slice(0, -1).map((answer) => {
    if (answer.status === 'rejected') throw answer.reason
    return answer.value
  })
  if (committed.status === 'rejected') throw new NotCommitted(committed.reason)
  if (committed.value.command !== 'COMMIT') throw new NotCommitted()
  return results.slice(1).map(({ rows }) => rows)
}

/** The part of the query builder's pool that is used here; its own types leave it untyped. */
interface LeanPool {
  acquireConnection(): Promise<LeanConnection>
  releaseConnection(connection: LeanConnection): Promise<void>
}

interface LeanConnection {
  query(statement: string | QueryConfig): Promise<QueryResult>
  connection: { stream: Writable }
}
