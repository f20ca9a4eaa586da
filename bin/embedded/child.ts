import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync } from 'node:fs'
import { stripVTControlCharacters } from 'node:util'
import { script, STORAGE } from './paths.js'
import { lastLines, openLog } from './log_file.js'
import { Problem } from './problem.js'

/** A process of the launcher, writing to a log file of its own. */
export interface Child {
  name: string
  log: string
  pid: number | undefined
  /** Resolves when it ends, for whatever reason. */
  ended: Promise<{ code: number | null; signal: string | null }>
  /** SIGTERM, then SIGKILL to its whole group after `grace` milliseconds. */
  stop(grace?: number): Promise<void>
}

interface Launch {
  name: string
  log: string
  /** Arguments of `node`. */
  args: string[]
  environment?: Record<string, string | undefined>
  /** It ends by itself when this process dies. */
  follows?: boolean
}

/**
 * Starts `node` in a session of its own, which Ctrl-C in the terminal does not reach: the launcher
 * decides who ends when.
 */
export function start({ name, log, args, environment, follows = false }: Launch): Child {
  const output = openLog(log)
  const follow = follows ? ['--import', script('bin/embedded/follow_launcher')] : []
  const child = spawn(process.execPath, [...follow, ...args], {
    env: {
      ...process.env,
      ...environment,
      ...(follows ? { HABILIS_LAUNCHER_FD: '3' } : {}),
    },
    stdio: ['ignore', output, output, ...(follows ? (['pipe'] as const) : [])],
    detached: true,
  })
  closeSync(output)
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
    child.on('exit', (code, signal) => resolve({ code, signal }))
    child.on('error', () => resolve({ code: null, signal: null }))
  })
  return { name, log, pid: child.pid, ended, stop: (grace) => stop(child, ended, grace) }
}

/** Runs a step to its end; its last messages when it fails. */
export async function succeed(child: Child): Promise<void> {
  const { code, signal } = await child.ended
  if (code !== 0) throw await failure(child, signal ?? `code ${code}`)
}

/** What to say of a process that ended when it should not have. */
export async function failure({ name, log }: Child, how: string): Promise<Problem> {
  const messages = stripVTControlCharacters(await lastLines(log, 40))
  const lines = [`${name} stopped (${how}).`]
  if (messages) lines.push('Its last messages:', messages.replace(/^/gm, '  '))
  // A log that is thrown away with its folder is no use to anyone.
  if (log.startsWith(STORAGE)) lines.push(`All of them: ${log}`)
  return new Problem(lines.join('\n'))
}

async function stop(child: ChildProcess, ended: Promise<unknown>, grace = 10_000): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  const kill = setTimeout(() => killGroup(child), grace)
  await ended
  clearTimeout(kill)
}

function killGroup(child: ChildProcess): void {
  try {
    // It leads its group: what it started itself goes with it.
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
  } catch {
    child.kill('SIGKILL')
  }
}
