import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { STORAGE } from './paths.js'
import { isAlive } from './postmaster.js'

const FILE = join(STORAGE, 'running.json')

/** What a command started beside `npm start` has to know of it: addresses, no secret. */
export interface Running {
  pid: number
  environment: Record<string, string>
}

/** The launcher at work in this project, if there is one. */
export function findRunning(): Running | undefined {
  try {
    const running: Running = JSON.parse(readFileSync(FILE, 'utf8'))
    return isAlive(running.pid) ? running : undefined
  } catch {
    return undefined
  }
}

/** Publishes this launcher's addresses; the answer withdraws them. */
export function announceRunning(environment: Record<string, string>): () => void {
  writeFileSync(FILE, `${JSON.stringify({ pid: process.pid, environment }, null, 2)}\n`)
  return () => {
    if (findRunning()?.pid === process.pid) rmSync(FILE, { force: true })
  }
}
