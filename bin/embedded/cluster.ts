import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { chown, mkdtemp, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { databaseUser, prepareFolder } from './database_user.js'
import { exists, unwritable, type DatabasePasswords } from './keys.js'
import { lastLines } from './log_file.js'
import { script } from './paths.js'
import { checkProgram, postgresProgram } from './postgres_program.js'
import { findPostmaster, isAlive } from './postmaster.js'
import { freePort } from './ports.js'
import { codeOf, Problem } from './problem.js'

/** A data directory and how to run it. */
export interface Cluster {
  /** Absolute path of the data directory; its parent is made when missing. */
  directory: string
  /** File that receives PostgreSQL's own messages. */
  log: string
  passwords: DatabasePasswords
  /** False for a database that is thrown away: nothing waits for the disk. */
  durable: boolean
}

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Details quote the row that was refused: people's names and addresses.
  log_error_verbosity: 'terse',
  // A machine whose clock or disk was frozen must not lose the queue's listeners.
  tcp_keepalives_idle: '60',
}

const THROW_AWAY = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum_naptime: '10min',
  max_wal_size: '512MB',
}

/**
 * Starts the cluster unless it runs, creating it the first time. Returns when it takes connections
 * or when another process was quicker; the caller then finds it through its postmaster.
 */
export async function startCluster(cluster: Cluster): Promise<void> {
  const program = await postgresProgram()
  const user = await databaseUser(cluster.directory)
  await prepareFolder(dirname(cluster.directory), program, user)
  if (!(await exists(join(cluster.directory, 'PG_VERSION')))) {
    checkProgram(program, user)
    await createCluster(cluster, user)
  }
  // The free port may be taken by someone else in between.
  for (let attempt = 1; attempt <= 3; attempt++) {
    if (await launch(program, cluster, user, await freePort())) return
  }
  throw new Problem(`PostgreSQL found no free port on 127.0.0.1. Its messages: ${cluster.log}`)
}

/**
 * Created aside, in a folder that only PostgreSQL's account can read, then renamed: a start that
 * was interrupted leaves no half-made cluster, and of two starts at once one wins.
 */
async function createCluster(cluster: Cluster, user: { uid?: number; gid?: number }) {
  const aside = await mkdtemp(`${cluster.directory}.new-`).catch((error: unknown) => {
    throw unwritable(dirname(cluster.directory), error)
  })
  try {
    if (user.uid !== undefined && user.gid !== undefined) await chown(aside, user.uid, user.gid)
    await initialise(join(aside, 'data'), aside, cluster.passwords.postgres, user)
    await rename(join(aside, 'data'), cluster.directory).catch((error: unknown) => {
      if (codeOf(error) !== 'ENOTEMPTY' && codeOf(error) !== 'EEXIST') throw error
    })
  } catch (error) {
    throw unwritable(dirname(cluster.directory), error)
  } finally {
    await rm(aside, { recursive: true, force: true })
  }
}

function initialise(
  directory: string,
  temporary: string,
  password: string,
  user: { uid?: number }
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script('bin/embedded/initialise_cluster')], {
      // The package writes the password to a temporary file that everyone may read.
      env: { ...process.env, TMPDIR: temporary },
      stdio: ['pipe', 'ignore', 'pipe'],
      detached: true,
    })
    let messages = ''
    child.stderr.on('data', (chunk) => (messages += chunk))
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve()
      else reject(new Problem(`PostgreSQL could not create its database:\n${messages.trim()}`))
    })
    child.stdin.end(
      JSON.stringify({ directory, password, createPostgresUser: user.uid !== undefined })
    )
  })
}

/** True when a server is ready (ours or another's), false when the port was taken. */
async function launch(
  program: string,
  cluster: Cluster,
  user: { uid?: number; gid?: number },
  port: number
): Promise<boolean> {
  const settings = { ...SETTINGS, ...(cluster.durable ? {} : THROW_AWAY) }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const log = openSync(cluster.log, 'a', 0o600)
  const child = spawn(program, ['-D', cluster.directory, '-p', String(port), ...flags], {
    ...user,
    cwd: dirname(cluster.directory),
    // Of the application's environment PostgreSQL needs nothing, and PG* would change its settings.
    env: { PATH: process.env.PATH, LC_ALL: 'C' },
    stdio: ['ignore', log, log],
    detached: true,
  })
  closeSync(log)
  child.unref()
  let ended: string | undefined
  child.on('error', (error) => (ended = error.message))
  child.on('exit', (code, signal) => (ended = signal ?? `code ${code}`))

  for (;;) {
    const found = await findPostmaster(cluster.directory)
    if (ended !== undefined) {
      if (found && found.pid !== child.pid) return true
      const messages = await lastLines(cluster.log, 8)
      if (/Address already in use|could not create any TCP/.test(messages)) return false
      // Another start held the directory and has ended since: the caller looks again.
      if (/lock file "postmaster.pid" already exists/.test(messages)) return true
      throw new Problem(
        `PostgreSQL stopped while it was starting (${ended}). Its last messages:\n${messages}`
      )
    }
    if (found?.ready && found.pid === child.pid) return true
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Ends a server as Ctrl-C would (open transactions are rolled back) and waits until it is gone. */
export async function stopPostmaster(directory: string, pid: number): Promise<void> {
  process.kill(pid, 'SIGINT')
  while (isAlive(pid) && (await findPostmaster(directory))?.pid === pid) {
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
