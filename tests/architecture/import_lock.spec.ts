import { createRequire } from 'node:module'
import { test } from '@japa/runner'
import ts from 'typescript'
import { WITH_DOOR } from './boundaries.js'
import { ROOT } from './source.js'

const { imports } = createRequire(import.meta.url)('../../package.json') as {
  imports: Record<string, string>
}
const options = {
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
}
const compiles = (specifier: string) =>
  ts.resolveModuleName(
    specifier,
    `${ROOT}app/portal/x.ts`,
    options,
    ts.sys,
    undefined,
    undefined,
    ts.ModuleKind.ESNext
  ).resolvedModule !== undefined

test.group('The lock of package.json#imports', () => {
  test('gives each module one door, without a wildcard', ({ assert }) => {
    for (const name of WITH_DOOR) {
      assert.equal(imports[`#${name}`], `./app/${name}/main.js`)
      assert.notProperty(imports, `#${name}/*`)
    }
  })

  test('lets no other alias lead into a module', ({ assert }) => {
    const leading = Object.keys(imports)
      .filter((alias) => imports[alias].startsWith('./app/'))
      // What the generated barrels load, and nothing else.
      .filter((alias) => !/\*_(?:controller|policy)(?:\.js)?$/.test(alias))
    assert.sameMembers(leading, [...WITH_DOOR.map((name) => `#${name}`), '#shared/*'])
  })

  test('importing {$self} neither compiles nor runs')
    .with([
      '#organisation/queries/find_organisation',
      '#users/models/user',
      '#shared/../organisation/queries/find_organisation',
      '#app/organisation/queries/find_organisation',
      '#controllers/organisation/queries/find_organisation',
      '#portal',
      '#cpro',
    ])
    .run(async ({ assert }, specifier) => {
      const error = await import(specifier).then(
        () => null,
        (thrown: { code?: string }) => thrown
      )
      assert.include(
        ['ERR_PACKAGE_IMPORT_NOT_DEFINED', 'ERR_INVALID_MODULE_SPECIFIER'],
        error?.code ?? ''
      )
      assert.isFalse(compiles(specifier))
    })

  test('the doors compile', ({ assert }) => {
    for (const name of WITH_DOOR) assert.isTrue(compiles(`#${name}`), name)
  })
})
