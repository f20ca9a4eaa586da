import { chmodSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { findPostmaster } from '../../../bin/embedded/postmaster.js'
import { freePort } from '../../../bin/embedded/ports.js'
import { cproAccount } from '#tests/helpers/api_calls'
import { kill, run, type OwnProcess } from '#tests/helpers/own_process'
import { eventually } from '#tests/helpers/queues'
import { Visitor } from '../users/visitor.js'

/** A machine on which nothing is configured: what the tests' own environment says is left out. */
const NOTHING = Object.fromEntries(Object.keys(process.env).map((name) => [name, undefined]))
const { PATH, HOME } = process.env

async function aMachine() {
  const folder = await mkdtemp(join(process.env.TEST_DIRECTORY ?? tmpdir(), 'start-'))
  chmodSync(folder, 0o711)
  const port = await freePort()
  const environment = {
    ...NOTHING,
    PATH,
    HOME,
    NODE_ENV: undefined,
    ENV_PATH: folder,
    PORT: String(port),
    STORAGE_DIRECTORY: join(folder, 'storage'),
  }
  return { folder, url: `http://localhost:${port}`, environment }
}

test.group('npm start', () => {
  test('runs all of it, with commands beside it; Ctrl-C stops all of it; the data stay', async ({
    assert,
    cleanup,
  }) => {
    const { folder, url, environment } = await aMachine()
    const database = join(folder, 'storage/postgres')
    let launcher: OwnProcess | undefined
    cleanup(async () => {
      if (launcher?.child.exitCode === null) {
        launcher.child.kill('SIGTERM')
        await launcher.ended
      }
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    })
    const start = async () => {
      const started = run(['bin/start.ts'], environment)
      launcher = started
      await eventually(
        'the start-up message',
        () => {
          if (started.child.exitCode !== null) throw new Error(started.output())
          return started.output().includes('Ctrl-C stops everything')
        },
        120_000
      )
      return started
    }
    const ace = async (...args: string[]) => {
      const command = run(['ace.js', ...args], environment)
      cleanup(() => kill(command))
      assert.equal(await command.ended, 0, command.output())
      return command.output()
    }
    const stop = async (started: OwnProcess) => {
      started.child.kill('SIGINT')
      assert.equal(await started.ended, 0)
      assert.include(started.output(), 'Stopped.')
      await assert.rejects(() => fetch(url))
      assert.isUndefined(await findPostmaster(database))
    }

    const first = await start()
    assert.include(first.output(), url)
    assert.include(first.output(), 'gp@demo.habilis.test')
    const visitor = new Visitor('127.0.0.1', url)
    const signedIn = await visitor.signIn('gp@demo.habilis.test', 'demonstration habilis 2026')
    assert.equal(signedIn.location, '/')
    const account = JSON.parse(await ace('technical-accounts:create', '64205873900839', '--json'))
    await stop(first)

    assert.match(await ace('audit:verify'), /every chain intact/)
    assert.isUndefined(await findPostmaster(database), 'the command stopped what it started')

    const second = await start()
    const health = await fetch(`${url}/cpro/transverses/v1/health-check`, {
      headers: { 'cpro-account': cproAccount(account) },
    })
    assert.equal(health.status, 200)
    await stop(second)
  }).timeout(300_000)

  test('as root in a private folder says who may not enter what, and what to do', async ({
    assert,
    cleanup,
  }) => {
    const { folder, environment } = await aMachine()
    cleanup(() => rm(folder, { recursive: true, force: true }))
    const closed = join(folder, 'private')
    await mkdir(closed, { mode: 0o700 })
    const started = run(['bin/start.ts'], {
      ...environment,
      STORAGE_DIRECTORY: join(closed, 'storage'),
    })
    cleanup(() => kill(started))
    assert.equal(await started.ended, 1)
    assert.include(started.output(), `not enter ${closed}`)
    assert.include(started.output(), `chmod o+x ${closed}`)
    assert.notInclude(started.output(), '    at ')
  })
    .skip(process.getuid?.() !== 0, 'only root lends another account its server')
    .timeout(60_000)
})
