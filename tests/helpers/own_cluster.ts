import { spawn } from 'node:child_process'
import { chmodSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { start, succeed } from '../../bin/embedded/child.js'
import { stopPostmaster } from '../../bin/embedded/cluster.js'
import { databaseUser } from '../../bin/embedded/database_user.js'
import { generateKeys } from '../../bin/embedded/keys.js'
import { usePostgres } from '../../bin/embedded/postgres.js'
import { findPostmaster } from '../../bin/embedded/postmaster.js'
import { databaseUrl } from '../../bin/embedded/roles.js'
import { eventually } from './queues.js'

/** A migrated PostgreSQL of one test group's own, which it may stop, freeze and copy. */
export interface OwnCluster {
  /** DATABASE_URL and its companions. */
  environment: Record<string, string>
  /** As the superuser, past every policy. */
  query<Row = Record<string, unknown>>(sql: string, values?: unknown[]): Promise<Row[]>
  /** As the superuser, beside the product's database: to copy it, or take it away. */
  administer(sql: string): Promise<void>
  /** Locks a table until it is told to let go: whoever asks it waits. */
  lock(table: string): Promise<() => Promise<void>>
  /** As Ctrl-C: connections are cut. */
  stop(): Promise<void>
  /** On the port it had before; resolves when it takes connections. */
  start(): Promise<void>
  /** Stops its processes where they are, connections open, or lets them go on. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): Promise<void>
  remove(): Promise<void>
}

export async function anOwnCluster(): Promise<OwnCluster> {
  const folder = await mkdtemp(join(process.env.TEST_DIRECTORY ?? tmpdir(), 'cluster-'))
  chmodSync(folder, 0o711)
  const directory = join(folder, 'postgres')
  const passwords = generateKeys().database
  const log = join(folder, 'postgres.log')
  const postgres = await usePostgres({ directory, log, passwords, durable: false })
  const { port, environment } = postgres
  const url = databaseUrl('postgres', passwords, port)
  const opened = await readFile(join(directory, 'postmaster.opts'), 'utf8')

  const query = async <Row>(sql: string, values?: unknown[], connectionString = url) => {
    const client = new pg.Client({ connectionString })
    await client.connect()
    try {
      return (await client.query(sql, values as never[])).rows as Row[]
    } finally {
      await client.end()
    }
  }
  const stop = async () => {
    const running = await findPostmaster(directory)
    if (running) await stopPostmaster(directory, running.pid)
  }
  const cluster: OwnCluster = {
    environment,
    query: (sql, values) => query(sql, values),
    async administer(sql) {
      await query(sql, undefined, databaseUrl('postgres', passwords, port, 'postgres'))
    },
    async lock(table) {
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      client.on('error', () => undefined)
      await client.query(`begin; lock table ${table} in access exclusive mode`)
      return () => client.end()
    },
    stop,
    async start() {
      // The file has the program and its arguments, each but the first in quotes.
      const [program] = opened.split(' ')
      const args = [...opened.matchAll(/"([^"]*)"/g)].map(([, argument]) => argument)
      const user = await databaseUser(directory)
      spawn(program, args, {
        ...user,
        cwd: folder,
        env: {},
        stdio: 'ignore',
        detached: true,
      }).unref()
      await eventually('PostgreSQL takes connections', () =>
        query('select 1').then(
          () => true,
          () => false
        )
      )
    },
    async signal(signal) {
      const postmaster = (await findPostmaster(directory))!.pid
      const children = await readFile(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8')
      // First the one that makes connections, then those it has made.
      for (const pid of [postmaster, ...children.trim().split(' ').map(Number)]) {
        process.kill(pid, signal)
      }
    },
    async remove() {
      await cluster.signal('SIGCONT').catch(() => undefined)
      await stop()
      await postgres.release()
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
  try {
    const migrate = start({
      name: 'db:migrate',
      log: join(folder, 'migrate.log'),
      args: ['ace.js', 'db:migrate'],
      environment: { ...environment, REDIS_URL: undefined },
    })
    await succeed(migrate)
  } catch (error) {
    await cluster.remove()
    throw error
  }
  return cluster
}
