import { readFile, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { codeOf, Problem } from './problem.js'

/** What `postmaster.pid` says of the server that holds a data directory. */
export interface Postmaster {
  pid: number
  /** TCP port on the loopback interface; 0 while it is still being written. */
  port: number
  /** It takes connections (it may also be starting, or stopping). */
  ready: boolean
}

/** The lines of `postmaster.pid`: pid, directory, start, port, socket, address, memory, status. */
export function parsePostmaster(text: string): Postmaster | undefined {
  const lines = text.split('\n').map((line) => line.trim())
  // A stand-alone backend writes its pid negated; nobody can connect to that one.
  const pid = Math.abs(Number(lines[0]))
  if (!Number.isInteger(pid) || pid === 0) return undefined
  return { pid, port: Number(lines[3]) || 0, ready: lines[7] === 'ready' }
}

/**
 * The live server of a data directory, undefined when there is none. A file left by a server that
 * was killed is told apart by its process; PostgreSQL replaces it by itself, unless the number now
 * belongs to another program (a container started again), in which case it is removed here.
 */
export async function findPostmaster(directory: string): Promise<Postmaster | undefined> {
  const file = join(directory, 'postmaster.pid')
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined
    if (codeOf(error) === 'EACCES') {
      throw new Problem(
        `${directory} belongs to another user: run as the user who started Habilis first.`
      )
    }
    throw error
  })
  const postmaster = text === undefined ? undefined : parsePostmaster(text)
  if (!postmaster || !isAlive(postmaster.pid)) return undefined
  const command = await readFile(`/proc/${postmaster.pid}/cmdline`, 'utf8').catch(() => undefined)
  // An empty one is a zombie: it holds nothing, but PostgreSQL would take it for a live server.
  if (command === undefined || command.includes('postgres')) return postmaster
  await unlink(file)
  return undefined
}

/** Whether a process exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}
