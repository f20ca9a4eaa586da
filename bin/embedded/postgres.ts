import pg from 'pg'
import { startCluster, stopPostmaster, type Cluster } from './cluster.js'
import { findPostmaster, isAlive, type Postmaster } from './postmaster.js'
import { codeOf, Problem } from './problem.js'
import { databaseUrl, prepareDatabase } from './roles.js'

/** A running embedded PostgreSQL that this process uses. */
export interface Postgres {
  port: number
  pid: number
  /** It ran already: another command's, or left by a launcher that was killed. */
  adopted: boolean
  /** What DATABASE_URL and its companions must say. */
  environment: Record<'DATABASE_URL' | 'DATABASE_OWNER_URL' | 'DATABASE_JOBS_URL', string>
  /** Resolves if the server goes away before `release`. */
  lost: Promise<void>
  /** From now on this process may end although it still uses the server. */
  letGo(): void
  /** Ends this process' use of it. The last one to leave stops it. */
  release(): Promise<'stopped' | 'still used' | 'gone'>
}

/*
 * Everyone who uses the server holds this advisory lock, shared, on a connection of their own;
 * whoever leaves stops the server only if they then get it alone. A process that dies loses its
 * connection and with it the lock, so that nothing has to be cleaned up after it.
 */
const IN_USE = 'hashtext($1)'
const IN_USE_NAME = ['habilis.in_use']
const PATIENCE = 120_000

/**
 * The server of a cluster: found when it runs, started when it doesn't, created when there is
 * none. Several processes may do this at once; they end up with the same one.
 */
export async function usePostgres(cluster: Cluster): Promise<Postgres> {
  let adopted = true
  for (const until = Date.now() + PATIENCE; Date.now() < until;) {
    const postmaster = await findPostmaster(cluster.directory)
    if (!postmaster) {
      adopted = false
      await startCluster(cluster)
      continue
    }
    const client = postmaster.ready ? await enter(cluster, postmaster) : undefined
    if (client) return await hold(cluster, postmaster, client, adopted)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Problem(
    `The embedded PostgreSQL of ${cluster.directory} has not taken connections for 2 minutes.\n` +
      `Its messages: ${cluster.log}`
  )
}

/** A connection holding the shared lock; undefined when the server is just coming or going. */
async function enter(cluster: Cluster, { port }: Postmaster): Promise<pg.Client | undefined> {
  const client = new pg.Client({
    connectionString: databaseUrl('postgres', cluster.passwords, port, 'postgres'),
    application_name: 'habilis launcher',
    keepAlive: true,
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query(`select pg_advisory_lock_shared(${IN_USE})`, IN_USE_NAME)
    return client
  } catch (error) {
    await client.end().catch(() => undefined)
    if (codeOf(error) === '28P01') {
      throw new Problem(
        `The database in ${cluster.directory} was made with other keys than storage/keys.json.\n` +
          `Put the right file back from a backup, or remove both to begin with an empty database.`
      )
    }
    if (COMING_OR_GOING.has(codeOf(error) ?? '') || isGone(error)) return undefined
    throw error
  }
}

/** Refused, reset, starting up, shutting down, terminated. */
const COMING_OR_GOING = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P03', '57P01', '57P02'])

function isGone(error: unknown): boolean {
  return error instanceof Error && /Connection terminated/.test(error.message)
}

async function hold(
  cluster: Cluster,
  { pid, port }: Postmaster,
  client: pg.Client,
  adopted: boolean
): Promise<Postgres> {
  const { passwords } = cluster
  await prepareDatabase(client, passwords, port).catch(async (error) => {
    await client.end()
    throw error
  })
  let leaving = false
  const lost = new Promise<void>((resolve) => {
    client.on('end', () => {
      if (!leaving) resolve()
    })
  })
  return {
    port,
    pid,
    adopted,
    lost,
    environment: {
      DATABASE_URL: databaseUrl('habilis', passwords, port),
      DATABASE_OWNER_URL: databaseUrl('habilis_owner', passwords, port),
      DATABASE_JOBS_URL: databaseUrl('habilis_jobs', passwords, port),
    },
    letGo: () => referable(client).unref(),
    async release() {
      leaving = true
      referable(client).ref()
      const answer = await leave(client)
      if (answer === 'alone' && isAlive(pid)) await stopPostmaster(cluster.directory, pid)
      await client.end().catch(() => undefined)
      return answer === 'alone' ? 'stopped' : answer
    },
  }
}

/** pg's clients have both methods; its types forgot them. */
function referable(client: pg.Client): { ref(): void; unref(): void } {
  return client as pg.Client & { ref(): void; unref(): void }
}

/** Gives the lock back. Alone, nobody else has it nor can take it any more. */
async function leave(client: pg.Client): Promise<'alone' | 'still used' | 'gone'> {
  try {
    await client.query(`select pg_advisory_unlock_shared(${IN_USE})`, IN_USE_NAME)
    const { rows } = await client.query(
      `select pg_try_advisory_lock(${IN_USE}) as alone`,
      IN_USE_NAME
    )
    return rows[0].alone ? 'alone' : 'still used'
  } catch {
    // The connection is gone, hence the server: someone else stopped it, or it fell.
    return 'gone'
  }
}
