import { join } from 'node:path'
import { loadDotEnv } from './dotenv.js'
import { generateKeys, provideKeys, readKeys, type Keys } from './keys.js'
import { STORAGE } from './paths.js'
import { usePostgres, type Postgres } from './postgres.js'
import { Problem } from './problem.js'
import { findRunning } from './running.js'

/** The embedded cluster of this project and its keys. */
export const KEYS_FILE = join(STORAGE, 'keys.json')

/** Variables that carry a secret of the installation. */
const SECRETS = ['APP_KEY', 'TECHNICAL_PASSWORD_PEPPERS', 'TOKEN_KEYS'] as const

/** Commands that boot the application without asking its database anything. */
const WITHOUT_DATABASE =
  /^(-.*|help|list|list:.*|make:.*|add|configure|eject|build|codegen|generate:.*|index:.*|inspect:.*|env:.*)$/

/** Commands of someone who is writing the program; the others operate an installation. */
const DEVELOPMENT = /^(serve|test|repl|db:seed|migration:.*|schema:.*)$/

/** Sets what nobody has set; an empty variable counts as unset. */
export function fillEnvironment(values: Record<string, string | undefined>): void {
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && !process.env[name]) process.env[name] = value
  }
}

/** Sets the keys that nobody has set. */
export function fillKeys(keys: Keys): void {
  fillEnvironment(Object.fromEntries(SECRETS.map((name) => [name, keys[name]])))
}

/** Whether a server of one's own is configured; says what misses when it is so by half. */
export function hasDatabase(): boolean {
  const wanted = ['DATABASE_URL', 'DATABASE_OWNER_URL', 'DATABASE_JOBS_URL'].filter(
    // With Redis the queue needs no login of its own in PostgreSQL.
    (name) => !(name === 'DATABASE_JOBS_URL' && process.env.REDIS_URL)
  )
  const missing = wanted.filter((name) => !process.env[name])
  if (missing.length === wanted.length) return false
  if (missing.length === 0) return true
  throw new Problem(
    `A PostgreSQL server is configured only by half: ${missing.join(' and ')} missing.\n` +
      `DATABASE_URL is the runtime login (habilis), DATABASE_OWNER_URL the one that migrates\n` +
      `(habilis_owner), DATABASE_JOBS_URL the queue's (habilis_jobs): docs/operations.md has their\n` +
      `SQL. Without any of them Habilis starts its own PostgreSQL.`
  )
}

/** The embedded PostgreSQL of this project, started if need be; its keys are made the first time. */
export async function useEmbeddedPostgres(): Promise<Postgres> {
  const { database } = await provideKeys(KEYS_FILE)
  return usePostgres({
    directory: join(STORAGE, 'postgres'),
    log: join(STORAGE, 'postgres.log'),
    passwords: database,
    durable: true,
  })
}

/**
 * Fills `process.env` with what a command needs and nobody configured, before the application
 * boots: the embedded PostgreSQL (found beside a running `npm start`, else started for the time
 * of the command), its keys, and the addresses of that `npm start`.
 *
 * `command` is the ace command's name. One that asks the database nothing gets values that only
 * satisfy the environment's validation; with `DATABASE_URL` set nothing is started.
 *
 * `stop` is called by itself when the process has nothing more to do: a command that stays alive
 * has returned long before.
 */
export async function provideEnvironment(
  command: string | undefined = process.argv[2]
): Promise<{ stop(): Promise<void> }> {
  await loadDotEnv()
  const name = command ?? 'list'
  const alone = WITHOUT_DATABASE.test(name) || process.argv.includes('--help')
  const development = alone || DEVELOPMENT.test(name)
  const running = findRunning()
  const port = process.env.PORT || '3333'
  let postgres: Postgres | undefined

  if (alone) {
    fillKeys(generateKeys())
    fillEnvironment({ DATABASE_URL: 'postgresql://habilis@127.0.0.1:9/habilis' })
  } else if (hasOwnDatabase()) {
    // Keys that are made now would open nothing of what that database holds; and production names
    // its own, rather than take what an `npm start` may have left here.
    const keys = process.env.NODE_ENV === 'production' ? undefined : await readKeys(KEYS_FILE)
    if (keys) fillKeys(keys)
  } else {
    hasDatabase()
    fillKeys(await provideKeys(KEYS_FILE))
    postgres = await useEmbeddedPostgres()
    Object.assign(process.env, postgres.environment)
    postgres.letGo()
  }
  fillEnvironment({
    NODE_ENV: development ? 'development' : 'production',
    ...(running?.environment ?? {}),
  })
  fillEnvironment({
    HOST: '127.0.0.1',
    PORT: port,
    APP_URL: `http://localhost:${port}`,
    SMTP_HOST: '127.0.0.1',
    SMTP_PORT: '1025',
  })
  const stop = async () => {
    await postgres?.release()
    postgres = undefined
  }
  process.once('beforeExit', stop)
  return { stop }
}

/** A server process or a command may well do with the runtime login only. */
function hasOwnDatabase(): boolean {
  return Boolean(process.env.DATABASE_URL)
}
