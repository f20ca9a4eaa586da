import { test } from '@japa/runner'
import { ask, outcomeOf } from '../../access/ask.js'
import { MATRIX } from '../../access/matrix.js'
import { routes, toRoute } from '../../access/routes.js'
import { ROLES, type Role } from '../../access/rows.js'
import { aStage, CANARY, refusalsNoted, stateOf } from '../../access/stage.js'
import { emptyDatabase } from '#tests/helpers/database'
import { forgetCounts } from '#tests/helpers/api_calls'

const DOES_SOMETHING = ['page', 'file', 'answer', 'done', 'invalid', 'gone']
const OF_THE_ORGANISATION: Role[] = [
  'user',
  'service_user',
  'former',
  'operator',
  'technical_account',
  'stale_manager',
  'manager',
]

test.group('Access matrix', () => {
  test('has a line for every route, and no line without a route', ({ assert }) => {
    const names = routes().map(({ name }) => name)
    assert.deepEqual(unmatched(names, Object.keys(MATRIX)), [])
  })

  test('a route without a line, without a name, and a line without a route are found', ({
    assert,
  }) => {
    const routing = [
      { name: 'home.show', pattern: '/', methods: ['GET', 'HEAD'] },
      { name: undefined, pattern: '/planted', methods: ['POST'] },
      { name: 'planted.show', pattern: '/planted', methods: ['GET', 'HEAD'] },
    ]
    const names = routing.map(toRoute).map(({ name }) => name)
    assert.deepEqual(unmatched(names, ['home.show', 'gone.show']), [
      'POST /planted without a name has no line',
      'planted.show has no line',
      'gone.show has no route',
    ])
  })
})

function unmatched(names: string[], lines: string[]): string[] {
  return [
    ...names.filter((name) => !lines.includes(name)).map((name) => `${name} has no line`),
    ...lines.filter((line) => !names.includes(line)).map((line) => `${line} has no route`),
  ]
}

test.group('Access matrix: every route as everybody', (group) => {
  group.each.setup(() => forgetCounts())

  for (const [name, entry] of Object.entries(MATRIX)) {
    test(name, async ({ assert, client }) => {
      const route = routes().find((one) => one.name === name)!
      const outcomes: Partial<Record<Role, string>> = {}
      let stage = await aStage()
      let state = await stateOf()
      for (const role of ROLES) {
        const noted = await refusalsNoted()
        const response = await ask({ client, route, entry, stage, role })
        outcomes[role] = outcomeOf(response, route)
        const refused = outcomes[role] === 'lacking' && entry.params?.id === 'organisation'
        assert.equal(await refusalsNoted(), noted + (refused ? 1 : 0), `${role}: the journal`)
        if (OF_THE_ORGANISATION.includes(role)) {
          assert.notInclude(response.text(), CANARY, `${role} reads of a stranger`)
        }
        if (DOES_SOMETHING.includes(outcomes[role])) {
          // What is read leaves its trace in the journal at most.
          if (route.method === 'GET') {
            state = await stateOf()
            continue
          }
          stage = await restage()
          state = await stateOf()
        } else {
          assert.deepEqual(await stateOf(), state, `${role} changed something`)
        }
      }
      assert.deepEqual(outcomes, entry.row)
    })
  }
})

async function restage() {
  await emptyDatabase()
  return aStage()
}
