import { test } from '@japa/runner'
import { folderViolations, lengthViolations } from './checks/tree.js'
import { LONG_FILES } from './lists.js'
import { filesOf, tree } from './source.js'

const WRITTEN =
  /^(?!\.adonisjs\/|database\/schema\.ts|resources\/css\/theme\/).*\.(?:tsx?|js|edge)$/

test.group('The tree', () => {
  test('has no folder or file named after nothing', ({ assert }) => {
    assert.deepEqual(folderViolations(tree()), [])
  })

  test('has no file of 250 lines or more', ({ assert }) => {
    assert.deepEqual(lengthViolations(filesOf(WRITTEN), LONG_FILES), [])
  })

  test('planted names and lengths are found', ({ assert }) => {
    const names = ['app/users/services/x.ts', 'app/users/utils.ts', 'workers/helpers/a/b.ts']
    assert.lengthOf(folderViolations(names), 3)
    assert.isEmpty(
      folderViolations(['app/organisation/queries/services_of.ts', 'tests/helpers/x.ts'])
    )

    const long = { path: 'app/long.ts', text: 'x\n'.repeat(250) }
    assert.lengthOf(lengthViolations([long], {}), 1)
    assert.isEmpty(lengthViolations([{ ...long, text: 'x\n'.repeat(249) }], {}))
    assert.lengthOf(lengthViolations([], { 'app/gone.ts': 'x' }), 1)
  })
})
