import { test } from '@japa/runner'
import { aCallingAccount, cproAccount } from '#tests/helpers/api_calls'
import { rowsOf } from '#tests/helpers/database'
import { anOwnServer, kill, run, type OwnProcess, type OwnServer } from '#tests/helpers/own_process'
import { Passage } from '#tests/helpers/passage'
import { backends, eventually } from '#tests/helpers/queues'
import { Visitor } from '../../functional/users/visitor.js'

const PATIENCE = 60_000

for (const backend of backends.filter(({ name }) => name === 'redis')) {
  test.group('Redis is away', (group) => {
    let passage: Passage
    let server: OwnServer
    let worker: OwnProcess

    group.each.timeout(110_000)
    group.each.setup(async () => {
      await backend.empty()
      const url = new URL(backend.environment.REDIS_URL!)
      passage = new Passage(url.hostname, Number(url.port || 6379))
      url.hostname = '127.0.0.1'
      url.port = String(await passage.open())
      const environment = { REDIS_URL: url.href, LOG_LEVEL: 'info' }
      server = await anOwnServer(environment)
      worker = run(['ace.js', 'jobs:work'], environment)
      await eventually('the workers are ready', () => worker.output().includes('workers ready'))
      return async () => {
        await kill(worker)
        await kill(server)
        await passage.close()
        await backend.empty()
      }
    })

    const unsettled = async () =>
      (await rowsOf('select id from outbox_messages where settled_at is null')).length
    const isReady = async () => (await fetch(`${server.url}/health/ready`)).ok

    for (const [how, leave, come] of [
      ['stopped', () => passage.close(), () => passage.open()],
      ['frozen', () => passage.freeze(), () => passage.thaw()],
    ] as const) {
      test(`${how}: pages, API and what asks for a mail work, and the mail leaves afterwards`, async ({
        assert,
      }) => {
        const { account, manager } = await aCallingAccount()
        await eventually('all is well', async () => (await unsettled()) === 0 && isReady())

        await leave()
        await eventually('readiness says so', async () => !(await isReady()))
        const visitor = new Visitor('127.0.0.1', server.url)
        assert.equal((await visitor.get('/forgot-password')).status, 200)
        const form = { email: manager.login_email }
        assert.equal((await visitor.post('/forgot-password', form)).status, 200)
        const call = await fetch(`${server.url}/cpro/structures/v1/rechercher`, {
          method: 'POST',
          headers: { 'cpro-account': cproAccount(account), 'content-type': 'application/json' },
          body: '{}',
        })
        assert.equal(call.status, 200)
        assert.equal(await unsettled(), 1)

        await come()
        await eventually('the mail has left', async () => (await unsettled()) === 0, PATIENCE)
        await eventually('readiness says so', isReady)
      })
    }
  })
}
