import { execFile, spawnSync } from 'node:child_process'
import { chmod, mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { unwritable } from './keys.js'
import { Problem } from './problem.js'

const run = promisify(execFile)

/** The system account PostgreSQL runs under; empty for one's own. */
export type DatabaseUser = { uid: number; gid: number } | Record<string, never>

/**
 * PostgreSQL refuses to run as root: root lends it the account that owns the data, or `postgres`,
 * created when the machine has none.
 */
export async function databaseUser(directory: string): Promise<DatabaseUser> {
  if (process.getuid?.() !== 0) return {}
  const owner = await stat(directory).catch(() => undefined)
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  const known = await lookUp()
  if (known) return known
  try {
    await run('groupadd', ['--system', 'postgres']).catch(() => undefined)
    await run('useradd', ['--system', '--no-create-home', '-g', 'postgres', 'postgres'])
  } catch {
    throw new Problem(
      'PostgreSQL refuses to run as root, and the system account "postgres" could not be created.\n' +
        'Create it (useradd --system postgres), or start Habilis as an ordinary user.'
    )
  }
  const created = await lookUp()
  if (!created) throw new Problem('The system account "postgres" was created but is not found.')
  return created
}

async function lookUp(): Promise<DatabaseUser | undefined> {
  try {
    const [uid, gid] = await Promise.all(
      ['-u', '-g'].map(async (flag) => Number((await run('id', [flag, 'postgres'])).stdout))
    )
    return Number.isInteger(uid) && Number.isInteger(gid) ? { uid, gid } : undefined
  } catch {
    return undefined
  }
}

/**
 * Makes the folder that will hold the cluster, and proves by trying that PostgreSQL's account can
 * enter it and run its program: root may well have the project in a private folder.
 */
export async function prepareFolder(folder: string, program: string, user: DatabaseUser) {
  try {
    const made = await mkdir(folder, { recursive: true })
    if (made !== undefined && user.uid !== undefined) await chmod(folder, 0o755)
  } catch (error) {
    throw unwritable(folder, error)
  }
  if (user.uid === undefined) return
  for (const path of [folder, program]) {
    const closed = firstClosed(path, user)
    if (closed) {
      throw new Problem(
        `PostgreSQL can't run as root: it runs as the system account "${nameOf(user)}", which may\n` +
          `not enter ${closed}.\n` +
          `Move the project out of it (to /opt or /srv), start Habilis as an ordinary user, open the\n` +
          `folder (chmod o+x ${closed}), or name a PostgreSQL server with DATABASE_URL.`
      )
    }
  }
}

/** The topmost folder on the way to `path` that the account may not pass. */
function firstClosed(path: string, user: DatabaseUser): string | undefined {
  const way: string[] = []
  for (let folder = path; ; folder = dirname(folder)) {
    way.unshift(folder)
    if (folder === dirname(folder)) break
  }
  return way.find((each) => {
    const answer = spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', each], { ...user, cwd: '/' })
    return answer.status !== 0
  })
}

function nameOf(user: DatabaseUser): string {
  const answer = spawnSync('id', ['-nu', String(user.uid)], { encoding: 'utf8' })
  return answer.stdout?.trim() || String(user.uid)
}
