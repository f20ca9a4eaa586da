import { test } from '@japa/runner'
import { ESLint } from 'eslint'
import { ROOT } from './source.js'

const eslint = new ESLint({ cwd: ROOT })

/** The rules that a text breaks at a path of the tree. Nothing is written there. */
async function broken(filePath: string, text: string): Promise<string[]> {
  const [{ messages }] = await eslint.lintText(text, { filePath })
  return messages
    .map(({ ruleId, message }) => ruleId ?? message)
    .filter((rule) => !/^prettier/.test(rule))
}

const imports = (from: string) => `import { x } from '${from}'\n\nexport const y = x\n`
const ACTION = 'app/users/actions/planted.ts'
const PLAIN = 'app/users/planted.ts'

test.group('Lint', () => {
  test('refuses {path} importing {from}')
    .with([
      { path: ACTION, from: '#habilitations' },
      { path: ACTION, from: '#organisation/queries/x' },
      { path: ACTION, from: '../../organisation/main.js' },
      { path: ACTION, from: '#database/schema' },
      { path: ACTION, from: '@adonisjs/core/http' },
      { path: ACTION, from: '../controllers/session_controller.js' },
      { path: ACTION, from: '#tests/helpers/fixtures' },
      { path: PLAIN, from: '../habilitations/main.js' },
      { path: PLAIN, from: '#technical_accounts' },
      { path: 'app/users/controllers/planted.ts', from: '#habilitations' },
      { path: 'app/users/models/planted.ts', from: '#technical_accounts' },
      { path: 'app/users/queries/sorted/planted.ts', from: '#start/kernel' },
      { path: 'app/shared/planted.ts', from: '#organisation' },
      { path: 'app/shared/audit/planted.ts', from: '#users' },
      { path: 'app/organisation/jobs/planted.ts', from: '#users' },
      { path: 'app/organisation/planted.ts', from: '#database/schema' },
    ])
    .run(async ({ assert }, { path, from }) => {
      assert.deepEqual(await broken(path, imports(from)), ['no-restricted-imports'])
    })

  test('accepts {path} importing {from}')
    .with([
      { path: ACTION, from: '#organisation' },
      { path: ACTION, from: '#shared/result' },
      { path: ACTION, from: '../models/user.js' },
      { path: 'app/users/models/planted.ts', from: '#database/schema' },
      { path: 'app/users/controllers/planted.ts', from: '@adonisjs/core/http' },
      { path: 'app/portal/queries/planted.ts', from: '#technical_accounts' },
      { path: 'app/cpro/structures/planted.ts', from: '../organisation/x.js' },
    ])
    .run(async ({ assert }, { path, from }) => {
      assert.deepEqual(await broken(path, imports(from)), [])
    })

  test('refuses {$self}')
    .with(
      [
        ['SQL with a value in it', 'await db.rawQuery(`select ${id}`)', 'habilis/constant-sql'],
        ['SQL put together with plus', `await db.rawQuery('select ' + id)`, 'habilis/constant-sql'],
        ['SQL from an argument', 'await db.rawQuery(id)', 'habilis/constant-sql'],
        ['a raw condition', 'await db.from(id).whereRaw(`a = ${id}`)', 'habilis/constant-sql'],
        ['a raw order', 'await db.from(id).orderByRaw(`${id} desc`)', 'habilis/constant-sql'],
        ['a statement past the builder', 'await db.query(`select ${id}`)', 'habilis/constant-sql'],
        ['a constant that is none', 'const S = `a ${id}`\nawait db.raw(S)', 'habilis/constant-sql'],
        ['any without a reason', 'await db.from(id as any)', 'habilis/any-with-reason'],
        ['printing', 'console.log(db, id)', 'no-console'],
        [
          'silence about types',
          '// @ts-ignore\nawait db.from(id)',
          '@typescript-eslint/ban-ts-comment',
        ],
      ].map(([title, body, rule]) => ({ body, rule, toString: () => title }))
    )
    .run(async ({ assert }, { body, rule }) => {
      const text = `import db from '@adonisjs/lucid/services/db'\n\nexport async function f(id: string) {\n${body}\n}\n`
      assert.deepEqual(await broken(ACTION, text), [rule])
    })

  test('accepts constant SQL: bindings, constants, columns looked up, quoted names', async ({
    assert,
  }) => {
    const text = `
      import db from '@adonisjs/lucid/services/db'
      import { COLUMNS } from '../columns.js'
      const DAYS = 30
      const SINCE = \`now() - interval '\${DAYS} days'\`
      const ORDER = { name: 'lower(name)', date: 'created_at' } as const
      export async function f(sort: keyof typeof ORDER, down: boolean) {
        await db.rawQuery(\`select \${COLUMNS} from t where at > \${SINCE} and x = ?\`, [1])
        await db.from('t').orderByRaw(\`\${ORDER[sort]} \${down ? 'desc' : 'asc'}\`)
      }`
    assert.deepEqual(await broken(ACTION, text), [])
  })

  test('wants a reason where a rule is switched off', async ({ assert }) => {
    const off = (comment: string) => `${comment}\nconsole.log(1)\n`
    assert.include(
      await broken(PLAIN, off('// eslint-disable-next-line no-console')),
      'habilis/disable-with-reason'
    )
    assert.deepEqual(
      await broken(PLAIN, off('// eslint-disable-next-line no-console -- a reason')),
      []
    )
  })

  test('sees a rule that is switched off for nothing', async ({ assert }) => {
    const text = '// eslint-disable-next-line no-console -- a reason\nexport const x = 1\n'
    assert.lengthOf(await broken(PLAIN, text), 1)
  })

  test('accepts any with its reason', async ({ assert }) => {
    assert.deepEqual(await broken(PLAIN, 'export type X = any // any: the parser’s own\n'), [])
  })
})
