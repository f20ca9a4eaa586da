import { randomBytes, randomUUID } from 'node:crypto'
import { access, chmod, link, mkdir, open, readFile, stat, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { codeOf, Problem } from './problem.js'

/** Secrets of one installation, made on its first start (docs/operations.md, Keys). */
export interface Keys {
  APP_KEY: string
  TECHNICAL_PASSWORD_PEPPERS: string
  TOKEN_KEYS: string
  database: DatabasePasswords
}

/** One password per login role of database/roles.sql, and the superuser's. */
export interface DatabasePasswords {
  postgres: string
  habilis_owner: string
  habilis: string
  habilis_jobs: string
}

export const LOGINS = ['postgres', 'habilis_owner', 'habilis', 'habilis_jobs'] as const

/** Fresh secrets of 256 bits each. */
export function generateKeys(): Keys {
  const secret = () => randomBytes(32).toString('base64url')
  const named = (name: string) => `${name}:${randomBytes(32).toString('base64')}`
  return {
    APP_KEY: secret(),
    TECHNICAL_PASSWORD_PEPPERS: named('p1'),
    TOKEN_KEYS: named('t1'),
    database: {
      postgres: secret(),
      habilis_owner: secret(),
      habilis: secret(),
      habilis_jobs: secret(),
    },
  }
}

/** The keys of a file, undefined when there is none. Closes a file that others can read. */
export async function readKeys(file: string): Promise<Keys | undefined> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined
    throw unreadable(file, error)
  })
  if (text === undefined) return undefined
  const { mode } = await stat(file)
  if (mode & 0o077) await chmod(file, 0o600)
  const keys = parse(text)
  if (!keys) {
    throw new Problem(
      `${file} is damaged. Put it back from a backup: without it the technical passwords and the\n` +
        `embedded database can't be opened.`
    )
  }
  return keys
}

/**
 * The keys of a file, made on the first call. Of two processes that arrive together one writes
 * and both read the same; the file appears complete or not at all.
 */
export async function provideKeys(file: string): Promise<Keys> {
  const existing = await readKeys(file)
  if (existing) return existing
  const draft = `${file}.${randomUUID()}`
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o755 })
    const handle = await open(draft, 'w', 0o600)
    await handle.writeFile(`${JSON.stringify(generateKeys(), null, 2)}\n`)
    await handle.sync()
    await handle.close()
    await link(draft, file).catch((error: unknown) => {
      if (codeOf(error) !== 'EEXIST') throw error
    })
  } catch (error) {
    throw unwritable(dirname(file), error)
  } finally {
    await unlink(draft).catch(() => undefined)
  }
  const keys = await readKeys(file)
  if (!keys) throw new Problem(`${file} disappeared while it was being written.`)
  return keys
}

/** Whether a path exists, for anyone. */
export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false
  )
}

/** Turns a refused write into a sentence; what is not about the disk passes as it came. */
export function unwritable(folder: string, error: unknown): unknown {
  switch (codeOf(error)) {
    case 'EROFS':
      return new Problem(
        `${folder} is on a read-only disk: Habilis keeps its embedded database there.\n${ELSEWHERE}`
      )
    case 'EACCES':
    case 'EPERM':
      return new Problem(`This user may not write in ${folder}.\n${ELSEWHERE}`)
    case 'ENOSPC':
    case 'EDQUOT':
      return new Problem(`The disk of ${folder} is full: make room, then start again.`)
    default:
      return error
  }
}

const ELSEWHERE =
  'Move the project to a folder that can be written, or name a PostgreSQL server with\n' +
  'DATABASE_URL, DATABASE_OWNER_URL, DATABASE_JOBS_URL and the keys (docs/operations.md).'

function unreadable(file: string, error: unknown): unknown {
  if (codeOf(error) !== 'EACCES') return error
  return new Problem(`${file} belongs to another user: run as the user who started Habilis first.`)
}

function parse(text: string): Keys | undefined {
  let keys: Partial<Keys>
  try {
    keys = JSON.parse(text)
  } catch {
    return undefined
  }
  const filled = (value: unknown) => typeof value === 'string' && value.length > 0
  const complete =
    filled(keys?.APP_KEY) &&
    filled(keys.TECHNICAL_PASSWORD_PEPPERS) &&
    filled(keys.TOKEN_KEYS) &&
    LOGINS.every((login) => filled(keys.database?.[login]))
  return complete ? (keys as Keys) : undefined
}
