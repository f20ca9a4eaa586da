import { test } from '@japa/runner'
import { ask, outcomeOf } from '../../access/ask.js'
import { MATRIX } from '../../access/matrix.js'
import { routes } from '../../access/routes.js'
import { ROLES, type Role } from '../../access/rows.js'
import { aStage, CANARY, stateOf } from '../../access/stage.js'
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
    assert.sameMembers(
      routes().map(({ name }) => name),
      Object.keys(MATRIX)
    )
  })
})

test.group('Access matrix: every route as everybody', (group) => {
  group.each.setup(() => forgetCounts())

  for (const [name, entry] of Object.entries(MATRIX)) {
    test(name, async ({ assert, client }) => {
      const route = routes().find((one) => one.name === name)!
      const outcomes: Partial<Record<Role, string>> = {}
      let stage = await aStage()
      let state = await stateOf()
      for (const role of ROLES) {
        const response = await ask({ client, route, entry, stage, role })
        outcomes[role] = outcomeOf(response, route)
        if (OF_THE_ORGANISATION.includes(role)) {
          assert.notInclude(response.text(), CANARY, `${role} reads of a stranger`)
        }
        if (DOES_SOMETHING.includes(outcomes[role])) {
          if (route.method === 'GET') continue
          stage = await restage()
          state = await stateOf()
        } else {
          assert.equal(await stateOf(), state, `${role} changed something`)
        }
      }
      assert.deepEqual(outcomes, entry.row)
    })
  }
})

async function restage() {
  const { emptyDatabase } = await import('#tests/helpers/database')
  await emptyDatabase()
  return aStage()
}
