import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'
import { codeOf, Problem } from './problem.js'

const LOOPBACK = '127.0.0.1'

/**
 * Error code that listening meets (`EADDRINUSE`, `EACCES`…), undefined when the port is free.
 * Port 0 asks for any.
 */
export function tryPort(port: number, host = LOOPBACK): Promise<{ port: number; code?: string }> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error) => {
      const code = codeOf(error)
      if (code) resolve({ port, code })
      else reject(error)
    })
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address()
      const taken = typeof address === 'object' && address ? address.port : port
      server.close(() => resolve({ port: taken }))
    })
  })
}

/** Below the ports that systems give to outgoing connections, which would take one at any moment. */
const OWN_RANGE = { from: 10_000, to: 32_000 }

/** A free port of the loopback interface: the preferred one if it can be had. */
export async function freePort(preferred?: number): Promise<number> {
  if (preferred !== undefined && !(await tryPort(preferred)).code) return preferred
  for (let attempt = 0; attempt < 20; attempt++) {
    const port = randomInt(OWN_RANGE.from, OWN_RANGE.to)
    if (!(await tryPort(port)).code) return port
  }
  return (await tryPort(0)).port
}

/** Number of a TCP port as written in the environment. */
export function parsePort(name: string, value: string | undefined, fallback: number): number {
  if (value === undefined || value === '') return fallback
  const port = Number(value)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Problem(`${name}=${value} is not a port: it takes a number from 1 to 65535.`)
  }
  return port
}

/**
 * Refuses a port that the portal can't listen on, and says what to do.
 *
 * A loopback address is tried in both families: `localhost` may lead a browser to either, and
 * then to someone else's server. `patience` (milliseconds) lets the processes of a launcher that
 * was killed a moment ago finish.
 */
export async function requirePort(port: number, host: string, patience = 0): Promise<void> {
  const hosts = host === LOOPBACK || host === 'localhost' ? [LOOPBACK, '::1'] : [host]
  const until = Date.now() + patience
  for (;;) {
    const answers = await Promise.all(hosts.map((each) => tryPort(port, each)))
    const code = answers.map((answer) => answer.code).find((each) => each && !ABSENT.has(each))
    if (!code) return
    if (code !== 'EADDRINUSE') throw new Problem(unusable(port, host, code))
    if (Date.now() >= until) throw new Problem(busy(port, host))
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

/** A machine without IPv6 has no ::1. */
const ABSENT = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT'])

function busy(port: number, host: string): string {
  const other = port < 65_000 ? port + 1 : port - 1
  return (
    `Port ${port} of ${host} is busy: another program listens there (perhaps another npm start).\n` +
    `Stop it, or choose another port:  PORT=${other} npm start`
  )
}

function unusable(port: number, host: string, code: string): string {
  const reason =
    code === 'EACCES' ? 'this user may not listen on it (ports below 1024 are reserved)' : code
  return `Port ${port} of ${host} can't be used: ${reason}.\nChoose another port:  PORT=3333 npm start`
}
