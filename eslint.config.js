import { configApp } from '@adonisjs/eslint-config'
import { constantSql } from './tests/architecture/lint/constant_sql.js'
import { importBlocks } from './tests/architecture/lint/import_patterns.js'
import { anyWithReason, disableWithReason } from './tests/architecture/lint/reasons.js'

const CODE = ['**/*.{ts,tsx}']

const SORTED = 'a column of a constant object, and a direction read as asc or desc at the door'

/** Where SQL text is put together from code, and why no value from outside can reach it. */
const COMPOSES_SQL = {
  'app/shared/tenancy/**': 'binds the scope: ids checked to be integers, counted savepoints',
  'app/shared/jobs/sweep.ts': 'table and condition come from handlers, as literals',
  'app/habilitations/queries/list_{attached_users,own_attachments}.ts': SORTED,
  'app/organisation/queries/search_{organisations,services}.ts': SORTED,
  'app/technical_accounts/expiry/check_password_expiry.ts': 'the stages of expiry_stages.ts',
  'bin/embedded/roles.ts': 'its own logins and database, generated passwords quoted',
  'database/migrations/**': 'table names written above the statement; run by the owner',
  'tests/**': 'no value from outside',
}

export default configApp(
  {
    name: 'not ours to lint',
    ignores: [
      '.adonisjs/**',
      'build/**',
      'public/**',
      'resources/**',
      'storage/**',
      'tmp/**',
      'database/schema.ts',
      'tests/benchmarks/peers/**',
    ],
  },
  {
    name: 'habilis',
    files: CODE,
    plugins: {
      habilis: {
        rules: {
          'constant-sql': constantSql,
          'any-with-reason': anyWithReason,
          'disable-with-reason': disableWithReason,
        },
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      // One-line guards (`if (!account) return err(…)`) stay on their line.
      'curly': ['error', 'multi-line'],
      '@stylistic/max-len': 'off',
      // There are no callbacks, but there are members called error.
      'handle-callback-err': 'off',
      '@typescript-eslint/naming-convention': [
        'error',
        {
          selector: 'variable',
          format: ['camelCase', 'UPPER_CASE', 'PascalCase'],
          // What is left out of an object on purpose.
          filter: { regex: '^_$', match: false },
        },
        { selector: 'typeLike', format: ['PascalCase'] },
      ],
      '@typescript-eslint/ban-ts-comment': ['error', { minimumDescriptionLength: 10 }],
      '@unicorn/no-await-expression-member': 'off',
      'habilis/any-with-reason': 'error',
      'habilis/disable-with-reason': 'error',
      'habilis/constant-sql': 'error',
    },
  },
  {
    name: 'what is said goes through the logger',
    files: ['{app,workers,start,config,providers,commands}/**/*.{ts,tsx}'],
    rules: { 'no-console': 'error' },
  },
  {
    name: 'composed SQL',
    files: Object.keys(COMPOSES_SQL),
    rules: { 'habilis/constant-sql': 'off' },
  },
  ...importBlocks()
)
