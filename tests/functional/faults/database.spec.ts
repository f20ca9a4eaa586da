import { test } from '@japa/runner'
import type { Assert } from '@japa/assert'
import { anOwnCluster, type OwnCluster } from '#tests/helpers/own_cluster'
import { anOwnServer, kill, run, type OwnServer } from '#tests/helpers/own_process'
import { cproAccount } from '#tests/helpers/api_calls'
import { eventually } from '#tests/helpers/queues'
import { Visitor, type Answer } from '../users/visitor.js'

const PATIENCE = 20_000
const POOL = 4

/** A tab of the manager's, a visitor's form, a client's call: each its own pool, each its own error. */
const WAYS = ['page', 'form', 'api'] as const
type Way = (typeof WAYS)[number]

test.group('PostgreSQL fails, the web process does not', (group) => {
  let cluster: OwnCluster
  let server: OwnServer | undefined
  let visitor: Visitor
  let header: string

  group.setup(async () => {
    cluster = await anOwnCluster()
    const end = async () => {
      if (server) await kill(server)
      await cluster.remove()
    }
    try {
      await begin()
    } catch (error) {
      await end()
      throw error
    }
    return end
  })

  async function begin() {
    const environment = { ...cluster.environment, DATABASE_POOL: String(POOL) }
    const ace = async (...args: string[]) => {
      const command = run(['ace.js', ...args], environment)
      if ((await command.ended) !== 0) throw new Error(command.output())
      return command.output()
    }
    await ace('db:demo')
    header = cproAccount(
      JSON.parse(await ace('technical-accounts:create', '64205873900839', '--json'))
    )
    server = await anOwnServer({ ...environment, LOG_LEVEL: 'fatal' })
    visitor = new Visitor('127.0.0.1', server!.url)
    await visitor.signIn('gp@demo.habilis.test', 'demonstration habilis 2026')
  }

  const call = async (): Promise<Answer> => {
    const answer = await fetch(`${server!.url}/cpro/structures/v1/rechercher`, {
      method: 'POST',
      headers: { 'cpro-account': header, 'content-type': 'application/json' },
      body: '{}',
    })
    const headers = Object.fromEntries(answer.headers)
    return { status: answer.status, headers, body: await answer.text(), location: null }
  }
  const ask = (way: Way): Promise<Answer> =>
    way === 'api'
      ? call()
      : way === 'page'
        ? visitor.get('/manager-activities')
        : new Visitor('127.0.0.1', server!.url).get('/login')

  const isWell = async () => {
    for (const way of WAYS) if ((await ask(way)).status !== 200) return false
    return true
  }
  const lives = async () => (await fetch(`${server!.url}/health/live`)).status === 200
  /** Nobody relays the outbox here: readiness itself stays red after a while. */
  const databaseIsWell = async () => {
    const answer = await fetch(`${server!.url}/health/ready`)
    const { checks } = (await answer.json()) as { checks: Record<string, string> }
    return checks.database === 'ok' && checks.queue === 'ok'
  }

  function assertUnavailable(assert: Assert, way: Way, answer: Answer) {
    assert.equal(answer.status, 503, `${way}: ${answer.body}`)
    assert.isAtMost(Number(answer.headers['retry-after']), 3)
    if (way === 'api') {
      assert.equal(JSON.parse(answer.body).codeRetour, 503)
    } else {
      assert.include(answer.body, 'lang="fr"')
      assert.include(answer.body, String(answer.headers['x-request-id'] ?? ''))
    }
    // Random letters make words, too.
    const shown = answer.body.replaceAll(/(?:nonce|value)=(["'])[^"']*\1/g, '')
    assert.notMatch(shown, /ECONN|terminat|select |pool|knex|at .*\.ts/i)
  }

  group.each.setup(() => eventually('all is well', isWell, PATIENCE))
  group.each.timeout(90_000)

  test('connections that are cut between requests are replaced', async ({ assert }) => {
    await cluster.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'habilis'`
    )
    await eventually('every way answers', isWell, PATIENCE)
    assert.isNull(server!.child.exitCode)
  })

  test('connections that are cut under requests fail those, and only for a moment', async ({
    assert,
  }) => {
    let cutting = true
    const answers: [Way, Answer][] = []
    const clients = WAYS.flatMap((way) => [way, way]).map(async (way) => {
      while (cutting) answers.push([way, await ask(way)])
    })
    for (let cuts = 0; cuts < 40; cuts++) {
      await cluster.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'habilis'`
      )
    }
    cutting = false
    await Promise.all(clients)
    for (const [way, answer] of answers) {
      if (answer.status !== 200) assertUnavailable(assert, way, answer)
    }
    await eventually('every way answers', isWell, PATIENCE)
    assert.isNull(server!.child.exitCode)
  })

  test('while the server is stopped every way says so; it goes on when it is back', async ({
    assert,
  }) => {
    await cluster.stop()
    for (const way of WAYS) assertUnavailable(assert, way, await ask(way))
    assert.isTrue(await lives())
    // What readiness last found is good for a second.
    await eventually('readiness says so', async () => !(await databaseIsWell()), PATIENCE)
    await cluster.start()
    await eventually('every way answers', isWell, PATIENCE)
    await eventually('ready', databaseIsWell, PATIENCE)
    assert.isNull(server!.child.exitCode)
  })

  test('a server that takes no more connections', async ({ assert, cleanup }) => {
    const limit = (many: number) => cluster.query(`alter role habilis connection limit ${many}`)
    cleanup(async () => void (await limit(-1)))
    await limit(0)
    await cluster.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'habilis'`
    )
    for (const way of WAYS) assertUnavailable(assert, way, await ask(way))
    assert.isTrue(await lives())
    await limit(-1)
    await eventually('every way answers', isWell, PATIENCE)
  })

  for (const [way, table] of Object.entries({
    page: 'attachments',
    form: 'sessions',
    api: 'technical_accounts',
  } as Record<Way, string>)) {
    test(`all connections waiting for a lock on ${table}`, async ({ assert, cleanup }) => {
      const release = await cluster.lock(table)
      cleanup(release)
      const answers = await Promise.all(Array.from({ length: 3 * POOL }, () => ask(way as Way)))
      assert.isTrue(await lives())
      for (const answer of answers) assertUnavailable(assert, way as Way, answer)
      await release()
      await eventually('every way answers', isWell, PATIENCE)
    })
  }

  test('a server that is frozen: connections are open and nothing answers', async ({
    assert,
    cleanup,
  }) => {
    cleanup(() => cluster.signal('SIGCONT'))
    await cluster.signal('SIGSTOP')
    const asked = WAYS.flatMap((way) =>
      Array.from({ length: 2 * POOL }, () => [way, ask(way)] as const)
    )
    assert.isTrue(await lives())
    // What readiness last found is good for a second.
    await eventually('readiness says so', async () => !(await databaseIsWell()), PATIENCE)
    for (const [way, answer] of asked) assertUnavailable(assert, way, await answer)
    await cluster.signal('SIGCONT')
    await eventually('every way answers', isWell, PATIENCE)
    assert.isNull(server!.child.exitCode)
  })
})
