import { spawn } from 'node:child_process'
import { createServer, type AddressInfo } from 'node:net'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { test } from '@japa/runner'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))

/** Runs `npm start`'s program to its end, with nothing configured but what is given. */
async function start(environment: Record<string, string>) {
  const child = spawn(process.execPath, ['--import=@poppinss/ts-exec', 'bin/start.ts'], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, ENV_PATH: process.env.TEST_DIRECTORY, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => (output += chunk))
  }
  const [code] = await once(child, 'close')
  return { code, output }
}

test.group('npm start refuses before it starts anything', () => {
  test('a busy port, and says which one and what to do', async ({ assert, cleanup }) => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    cleanup(() => void server.close())
    const { port } = server.address() as AddressInfo

    const { code, output } = await start({ PORT: String(port) })

    assert.equal(code, 1)
    assert.include(output, `Port ${port} of 127.0.0.1 is busy`)
    assert.match(output, /PORT=\d+ npm start/)
    assert.notInclude(output, 'PostgreSQL')
    assert.notInclude(output, '    at ')
  })

  test('a PostgreSQL server that is configured by half', async ({ assert }) => {
    const { code, output } = await start({ DATABASE_URL: 'postgresql://habilis@127.0.0.1/x' })
    assert.equal(code, 1)
    assert.include(output, 'DATABASE_OWNER_URL and DATABASE_JOBS_URL missing')
    assert.notInclude(output, '    at ')
  })

  test('a port that is no number', async ({ assert }) => {
    const { code, output } = await start({ PORT: 'http' })
    assert.equal(code, 1)
    assert.include(output, 'PORT=http is not a port')
  })
})
