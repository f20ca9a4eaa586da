import { test } from '@japa/runner'
import { DEPENDS_ON } from './boundaries.js'
import { doorViolations } from './checks/doors.js'
import { httpViolations, schemaViolations } from './checks/layers.js'
import { code } from './source.js'

const plant = (path: string, text: string) => [{ path, text }]

test.group('Boundaries: the tree', () => {
  test('modules know each other by their doors, in one direction', ({ assert }) => {
    assert.deepEqual(doorViolations(code()), [])
  })

  test('only models know the tables', ({ assert }) => {
    assert.deepEqual(schemaViolations(code()), [])
  })

  test('actions, queries and jobs know nothing of HTTP', ({ assert }) => {
    assert.deepEqual(httpViolations(code()), [])
  })

  test('no module depends on itself through others', ({ assert }) => {
    const above = (name: string): string[] =>
      DEPENDS_ON[name].flatMap((one) => [one, ...above(one)])
    for (const name of Object.keys(DEPENDS_ON)) assert.notInclude(above(name), name)
  })
})

test.group('Boundaries: planted violations are found', () => {
  test('{$self}')
    .with(
      [
        ['upward', `import { x } from '#habilitations'`],
        ['upward, a type only', `import type { X } from '#habilitations'`],
        ['upward, re-exported', `export { x } from '#habilitations'`],
        ['upward, everything re-exported', `export * from '#technical_accounts'`],
        ['upward, dynamic', `const x = await import('#habilitations')`],
        ['upward, in a template', 'const x = await import(`#habilitations`)'],
        ['upward, as a type of import', `type X = import('#habilitations').X`],
        ['upward, required', `const x = require('#habilitations')`],
        [
          'past a door, by path',
          `import { x } from '../../organisation/queries/find_organisation.js'`,
        ],
        ['past a door, by the door’s path', `import { x } from '../../organisation/main.js'`],
        ['past a door, dynamic', `await import('../../organisation/queries/find_organisation.js')`],
        ['past a door, by an alias with a folder', `import '#organisation/queries/x'`],
        ['to shared by path', `import { ok } from '../../shared/result.js'`],
        ['to its own door', `import { x } from '#users'`],
        ['to workers', `import { queues } from '#workers/queues'`],
        ['to tests', `import { aPerson } from '#tests/helpers/fixtures'`],
        ['to migrations', `import '../../../database/migrations/0001_create_shared_tables.js'`],
        ['computed', `await import(name)`],
      ].map(([title, text]) => ({ title, text, toString: () => title }))
    )
    .run(({ assert }, { text }) => {
      assert.lengthOf(doorViolations(plant('app/users/actions/planted.ts', text)), 1)
    })

  test('a folder of app that is no module', ({ assert }) => {
    const files = plant('app/sheets/planted.ts', `import { ok } from '#shared/result'`)
    assert.lengthOf(doorViolations(files), 1)
  })

  test('shared that knows a module, portal known from below', ({ assert }) => {
    assert.lengthOf(doorViolations(plant('app/shared/planted.ts', `import '#organisation'`)), 1)
    const path = '../../portal/queries/pagination.js'
    assert.lengthOf(doorViolations(plant('app/users/queries/x.ts', `import '${path}'`)), 1)
  })

  test('machinery that goes past its own doors', ({ assert }) => {
    const action = `import '../app/users/actions/sign_in.js'`
    for (const path of ['start/routes.ts', 'workers/modules.ts', 'commands/x.ts', 'bin/x.ts']) {
      assert.lengthOf(doorViolations(plant(path, action)), 1, path)
    }
    assert.isEmpty(doorViolations(plant('start/routes.ts', `import '../app/users/routes.js'`)))
    assert.isEmpty(doorViolations(plant('workers/modules.ts', `import '../app/users/jobs.js'`)))
  })

  test('tables known outside of models', ({ assert }) => {
    const text = `import { UserSchema } from '#database/schema'`
    for (const path of ['app/users/actions/x.ts', 'app/users/x.ts', 'workers/x.ts']) {
      assert.lengthOf(schemaViolations(plant(path, text)), 1, path)
    }
    assert.isEmpty(schemaViolations(plant('app/users/models/x.ts', text)))
    const dynamic = `const s = await import('../../../database/schema.js')`
    assert.lengthOf(schemaViolations(plant('app/users/queries/x.ts', dynamic)), 1)
  })

  test('HTTP below the controllers', ({ assert }) => {
    for (const text of [
      `import type { HttpContext } from '@adonisjs/core/http'`,
      `import router from '@adonisjs/core/services/router'`,
      `import { controllers } from '#generated/controllers'`,
      `import x from '../controllers/session_controller.js'`,
      `type M = import('../middleware/reauthenticated_middleware.js').default`,
      `await import('#shared/http/fault')`,
    ]) {
      for (const layer of ['actions', 'queries', 'jobs']) {
        assert.lengthOf(httpViolations(plant(`app/users/${layer}/x.ts`, text)), 1, text)
      }
      assert.isEmpty(httpViolations(plant('app/users/controllers/x.ts', text)))
    }
  })
})
