import { connect } from 'node:net'
import { failure, type Child } from './child.js'
import { Problem } from './problem.js'

/** Waits until a check passes; fails when one of the processes ends first, or after `patience` ms. */
export async function untilReady(
  what: string,
  check: () => Promise<boolean>,
  children: Child[],
  patience = 60_000
): Promise<void> {
  let ended: Problem | undefined
  for (const child of children) {
    void child.ended.then(async ({ code, signal }) => {
      ended = await failure(child, signal ?? `code ${code}`)
    })
  }
  let reason = ''
  for (const until = Date.now() + patience; Date.now() < until;) {
    const ready = await check().catch((error: unknown) => {
      reason = ` (${error instanceof Error ? error.message : String(error)})`
      return false
    })
    if (ready) return
    if (ended) throw ended
    await new Promise((resolve) => setTimeout(resolve, 150))
  }
  throw new Problem(
    `${what} is not ready after ${patience / 1000} seconds${reason}.\nLogs: ` +
      children.map((child) => child.log).join(', ')
  )
}

/** Whether an address answers with success; throws what it answers else. */
export async function answers(url: string): Promise<boolean> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(3_000) })
  await answer.body?.cancel()
  if (!answer.ok) throw new Error(`${url} answers ${answer.status}`)
  return true
}

/** Whether something takes TCP connections on a loopback port. */
export function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
