import { test } from '@japa/runner'
import type { ApiClient, ApiResponse } from '@japa/api-client'
import type { Assert } from '@japa/assert'
import db from '@adonisjs/lucid/services/db'
import { tenancy } from '#shared/tenancy/main'
import { forgetCounts } from '#tests/helpers/api_calls'
import { rowsOf } from '#tests/helpers/database'
import { ask, outcomeOf } from '../../access/ask.js'
import { guessesOf } from '../../access/guesses.js'
import { MATRIX, type Entry } from '../../access/matrix.js'
import { isApi, isUnsafe, routes, type Route } from '../../access/routes.js'
import type { Role } from '../../access/rows.js'
import { aStage, CANARY, stateOf } from '../../access/stage.js'

/** Routes that name a thing by a number. */
const NUMBERED = Object.entries(MATRIX).filter(
  ([, { params, body }]) =>
    Object.values(params ?? {}).some((thing) => !['ticket', 'secret', 'nowhere'].includes(thing)) ||
    /organisation/.test(body?.toString() ?? '')
)

const rolesFor = (route: Route): Role[] =>
  isApi(route) ? ['technical_account'] : ['manager', 'user', 'operator']

/** Tries every guess at a route; compares each answer with that for an absent id. */
async function tryGuesses(
  { assert, client }: { assert: Assert; client: ApiClient },
  name: string,
  entry: Entry
) {
  const route = routes().find((one) => one.name === name)!
  const stage = await aStage()
  const state = await stateOf()
  for (const role of rolesFor(route)) {
    const found: Record<string, string> = {}
    const expected: Record<string, string> = {}
    const answers: Record<string, string> = {}
    for (const { title, things, expected: outcome } of guessesOf(route, entry, stage, role)) {
      const response = await ask({ client, route, entry, stage, role, things })
      expected[title] = outcome
      found[title] = outcomeOf(response, route)
      answers[title] = withoutItsOwn(response)
      assert.notInclude(response.text(), CANARY, `${role}: ${title}`)
    }
    assert.deepEqual(found, expected, `${role} at ${name}`)
    for (const title of Object.keys(answers).filter((one) => one.startsWith('another’s'))) {
      const absent = title.replace('another’s', 'an absent')
      assert.isTrue(answers[title] === answers[absent], `${role} tells ${title} from ${absent}`)
    }
  }
  assert.deepEqual(await stateOf(), state, 'a guess changed something')
}

/** An answer without what differs from one request to the next. */
function withoutItsOwn(response: ApiResponse): string {
  return `${response.status()} ${response.text()}`
    .replaceAll(response.header('x-request-id') ?? '\0', '')
    .replace(/\b[a-z0-9]{24}\b|[0-9a-f]{8}-[0-9a-f-]{27}/g, '')
    .replace(/nonce="[^"]*"/g, '')
    .replace(/name='_csrf' value='[^']*'/g, '')
}

test.group('Guessed ids', (group) => {
  group.each.setup(() => forgetCounts())

  for (const [name, entry] of NUMBERED) {
    test(`${name}: not yours and not there are one answer`, (context) =>
      tryGuesses(context, name, entry))
  }
})

/** The database's net is taken away: what the application's own policies and filters hold. */
test.group('Guessed ids, with row-level security switched off', (group) => {
  group.each.setup(async () => {
    await forgetCounts()
    await setRowSecurity('disable')
    return () => setRowSecurity('enable')
  })

  test('shows the database everything: it is off indeed', async ({ assert }) => {
    const { foreign, people } = await aStage()
    const actor = { kind: 'person', id: people.manager.id, label: 'test' } as const
    const rows = await tenancy.run({ organisationIds: [], actor }, () => db.from('organisations'))
    assert.include(
      rows.map(({ id }) => id),
      foreign.organisation
    )
  })

  for (const [name, entry] of NUMBERED) {
    test(name, (context) => tryGuesses(context, name, entry))
  }

  test('pages and lists still show nothing of another organisation', async ({ assert, client }) => {
    const stage = await aStage()
    for (const route of routes().filter((one) => !isUnsafe(one) || isApi(one))) {
      const entry = MATRIX[route.name]
      for (const role of ['manager', 'user', 'technical_account'] as const) {
        const response = await ask({ client, route, entry, stage, role })
        assert.equal(outcomeOf(response, route), entry.row[role], `${role} at ${route.name}`)
        assert.notInclude(response.text(), CANARY, `${role} at ${route.name}`)
      }
    }
  })
})

test.group('Forged requests', () => {
  const unsafe = () => routes().filter((route) => isUnsafe(route) && !isApi(route))

  test('{$self}: nothing happens without the form’s token')
    .with(() =>
      unsafe()
        .filter(({ name }) => !MATRIX[name].withoutToken)
        .map(({ name }) => name)
    )
    .run(async ({ assert, client }, name) => {
      const route = routes().find((one) => one.name === name)!
      const stage = await aStage()
      const state = await stateOf()
      const question = { client, route, entry: MATRIX[name], stage, token: false }
      for (const role of ['manager', 'user', 'anonymous'] as const) {
        const response = await ask({ ...question, role })
        assert.include([302, 403], response.status(), role)
        if (role !== 'anonymous') {
          assert.property(response.flashMessage('errorsBag') ?? {}, 'E_BAD_CSRF_TOKEN', role)
        }
      }
      assert.deepEqual(await stateOf(), state)
    })
})

async function setRowSecurity(what: 'enable' | 'disable') {
  const tables = await rowsOf<{ name: string }>(
    `select distinct tablename as name from pg_policies where schemaname = 'public'`
  )
  const owner = db.connection('owner')
  for (const { name } of tables) {
    await owner.rawQuery(`alter table ${name} ${what} row level security`)
  }
}
