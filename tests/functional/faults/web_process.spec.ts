import { Agent, request } from 'node:http'
import { test } from '@japa/runner'
import { anOwnServer, kill, type OwnServer } from '#tests/helpers/own_process'
import { aCallingAccount, cproAccount } from '#tests/helpers/api_calls'
import { eventually } from '#tests/helpers/queues'
import { jobsQueued } from '#tests/helpers/technical_accounts'
import { generatePassword } from '../../../app/technical_accounts/credential/technical_password.js'

/** A balancer's probe, in milliseconds: the farewell lasts a few of them, whatever else the machine does. */
const PROBE = 1_000
const CLIENTS = 12

test.group('A web process that is told to end', () => {
  let server: OwnServer | undefined

  test('says so first, answers every request it was sent, and exits with 0', async ({
    assert,
    cleanup,
  }) => {
    const { account } = await aCallingAccount()
    server = await anOwnServer({ LOG_LEVEL: 'fatal' })
    const { url } = server
    cleanup(() => kill(server!))
    await eventually('ready', async () => (await fetch(`${url}/health/ready`)).status === 200)

    let open = true
    let probes = 0
    const refusals: number[] = []
    const balancer = (async () => {
      while (open) {
        const { status } = await fetch(`${url}/health/ready`)
        probes++
        if (status !== 200) refusals.push(status)
        open = status === 200
        await new Promise((resolve) => setTimeout(resolve, PROBE))
      }
    })()

    const statuses: number[] = []
    const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS })
    const send = (path: string, method: string, headers: Record<string, string>, body?: string) =>
      new Promise<number>((resolve, reject) => {
        const sent = request(url + path, { agent, method, headers }, (response) => {
          response.resume().on('end', () => resolve(response.statusCode!))
        })
        sent.on('error', reject)
        sent.end(body)
      })
    const page = () => send('/login', 'GET', { accept: 'text/html' })
    const call = () =>
      send(
        '/cpro/structures/v1/rechercher',
        'POST',
        {
          'cpro-account': cproAccount(account),
          'content-type': 'application/json',
          'content-length': '2',
        },
        '{}'
      )

    const clients = Array.from({ length: CLIENTS }, async (_, index) => {
      while (open) {
        statuses.push(await (index % 3 === 0 ? page() : call()))
      }
    })
    await eventually('the load is on', () => probes > 2 && statuses.length > 5 * CLIENTS)
    const before = statuses.length
    server.child.kill('SIGTERM')
    await balancer
    await Promise.all(clients)

    assert.deepEqual(refusals, [503])
    assert.isAbove(statuses.length, before)
    assert.deepEqual([...new Set(statuses)], [200])
    assert.equal(await server.ended, 0)
    agent.destroy()
  }).timeout(60_000)

  test('a request that is under way is answered, though its client keeps the connection', async ({
    assert,
    cleanup,
  }) => {
    server = await anOwnServer({ LOG_LEVEL: 'fatal' })
    const { url } = server
    cleanup(() => kill(server!))
    const agent = new Agent({ keepAlive: true })
    const body = 'email=personne%40exemple.test'
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': String(body.length),
    }
    const answered = new Promise<number>((resolve, reject) => {
      const sent = request(`${url}/forgot-password`, { agent, method: 'POST', headers }, (answer) =>
        answer.resume().on('end', () => resolve(answer.statusCode!))
      )
      sent.on('error', reject)
      sent.write(body.slice(0, 5), () => {
        server!.child.kill('SIGTERM')
        void eventually('the server takes no more connections', () =>
          fetch(`${url}/health/live`).then(
            () => false,
            () => true
          )
        ).then(() => sent.end(body.slice(5)))
      })
    })
    assert.isBelow(await answered, 500)
    assert.equal(await server.ended, 0)
    agent.destroy()
  }).timeout(60_000)

  test('the failed logins it remembers are counted before it ends', async ({ assert, cleanup }) => {
    const { account } = await aCallingAccount()
    server = await anOwnServer({ LOG_LEVEL: 'fatal' })
    const { url } = server
    cleanup(() => kill(server!))
    const wrong = cproAccount({ login: account.login, password: generatePassword() })
    const headers = { 'cpro-account': wrong }
    for (let n = 0; n < 20; n++) {
      await fetch(`${url}/cpro/transverses/v1/health-check`, { headers })
    }
    server.child.kill('SIGTERM')
    assert.equal(await server.ended, 0)
    assert.include(await jobsQueued(), 'technical_accounts.report_failed_logins')
  }).timeout(60_000)
})
