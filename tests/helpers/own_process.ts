import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { freePort } from '../../bin/embedded/ports.js'
import { eventually } from './queues.js'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

type Environment = Record<string, string | undefined>

/** A process of the product beside the tests' own. */
export interface OwnProcess {
  child: ChildProcess
  /** Everything it has written so far. */
  output(): string
  /** Its exit code once it has ended; null when a signal ended it. */
  ended: Promise<number | null>
}

/** A web process of the product, listening. */
export interface OwnServer extends OwnProcess {
  url: string
}

/** Runs `node` on a program of the product, in production unless the environment says otherwise. */
export function run(args: string[], environment: Environment = {}): OwnProcess {
  const child = spawn(process.execPath, ['--import=@poppinss/ts-exec', ...args], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: 'production', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => (output += chunk))
  }
  const ended = once(child, 'close').then(([code]) => code as number | null)
  return { child, output: () => output, ended }
}

/** Starts a web process on a free port and waits until it answers. */
export async function anOwnServer(environment: Environment = {}): Promise<OwnServer> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const started = run(['bin/server.ts'], {
    SESSION_DRIVER: 'database',
    ...environment,
    HOST: '127.0.0.1',
    PORT: String(port),
    APP_URL: `http://localhost:${port}`,
  })
  try {
    await eventually('the server answers', async () => {
      if (started.child.exitCode !== null) throw new Error(`It ended:\n${started.output()}`)
      return fetch(`${url}/health/live`).then(
        ({ ok }) => ok,
        () => false
      )
    })
  } catch (error) {
    await kill(started)
    throw error
  }
  return { ...started, url }
}

/** Kills what a test started and has not ended by itself. */
export async function kill(own: OwnProcess): Promise<void> {
  own.child.kill('SIGKILL')
  await own.ended
}
