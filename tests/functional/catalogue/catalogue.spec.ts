import { test } from '@japa/runner'
import { rowsOf } from '#tests/helpers/database'
import { ownerColumn, tenantTables } from './catalogue.js'
import { MORE_POLICIES, NO_TENANT_TABLES, OWN_POLICIES, SHARED_BY_TENANTS } from './exceptions.js'

interface Policy {
  table: string
  name: string
  role: string
  command: string
  using: string
  check: string | null
}

const policies = () =>
  rowsOf<Policy>(
    `select tablename as table, policyname as name, array_to_string(roles, ',') as role,
       cmd as command, qual as using, with_check as check
     from pg_policies where schemaname = 'public' order by 1, 2`
  )

test.group('Catalogue: tenant tables', () => {
  test('have row-level security enabled and forced', async ({ assert }) => {
    const open = await rowsOf<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace
         and relname = any(?) and not (relrowsecurity and relforcerowsecurity)`,
      [await tenantTables()]
    )
    assert.deepEqual(open, [])
  })

  test('show an actor its organisations and the system everything', async ({ assert }) => {
    const known = await policies()
    for (const table of await tenantTables()) {
      const own = known.filter((policy) => policy.table === table)
      const main = own.filter(({ name }) => !(`${table}.${name}` in MORE_POLICIES))
      if (table in OWN_POLICIES) {
        const byRole = Object.fromEntries(main.map(({ role, name }) => [role, name]))
        assert.deepEqual(byRole, OWN_POLICIES[table], table)
        continue
      }
      assert.deepEqual(
        main.map(({ name, role, command, check }) => ({ name, role, command, check })),
        [
          { name: 'everything', role: 'habilis_system', command: 'ALL', check: null },
          { name: 'tenant', role: 'habilis_app', command: 'ALL', check: null },
        ],
        table
      )
      assert.equal(main[0].using, 'true', table)
      const column = ownerColumn(table)
      assert.match(
        main[1].using,
        new RegExp(`^\\(${column} = ANY \\(\\( SELECT .*'app.organisations'`)
      )
    }
  })

  test('show more for reading only, where it is listed', async ({ assert }) => {
    const more = (await policies()).filter(({ table, name }) => `${table}.${name}` in MORE_POLICIES)
    assert.lengthOf(more, Object.keys(MORE_POLICIES).length)
    for (const { command, using } of more) {
      assert.equal(command, 'SELECT')
      assert.include(using, `'public_body'`)
    }
  })

  test('point at each other with organisation_id', async ({ assert }) => {
    const tenants = await tenantTables()
    const keys = await rowsOf<{ from: string; to: string; columns: string[]; name: string }>(
      `select k.conrelid::regclass::text as from, k.confrelid::regclass::text as to,
         k.conname as name, array(
           select a.attname::text from unnest(k.conkey) with ordinality c (number, position)
           join pg_attribute a on a.attrelid = k.conrelid and a.attnum = c.number
           order by c.position) as columns
       from pg_constraint k where k.contype = 'f' and k.connamespace = 'public'::regnamespace`
    )
    const loose = keys
      .filter(({ from, to }) => tenants.includes(from) && !(to in SHARED_BY_TENANTS))
      .filter(({ columns }) => columns[0] !== 'organisation_id' || columns.length < 2)
    assert.deepEqual(loose, [])
    assert.isAbove(keys.filter(({ columns }) => columns.length > 1).length, 3)
  })

  test('are all that has an organisation, but what is listed', async ({ assert }) => {
    const named = await rowsOf<{ name: string }>(
      `select table_name as name from information_schema.columns
       where table_schema = 'public' and table_name = any(?) and column_name = 'organisation_id'`,
      [Object.keys(NO_TENANT_TABLES)]
    )
    assert.lengthOf(named, Object.keys(NO_TENANT_TABLES).length)
    assert.isAbove((await tenantTables()).length, 8)
  })
})

test.group('Catalogue: what is beside the tables', () => {
  test('views ask with the rights of who reads them', async ({ assert }) => {
    const views = await rowsOf<{ name: string; safe: boolean }>(
      `select relname as name, coalesce('security_invoker=true' = any(reloptions), false) as safe
       from pg_class where relnamespace = 'public'::regnamespace and relkind = 'v'`
    )
    assert.isNotEmpty(views)
    assert.deepEqual(
      views.filter(({ safe }) => !safe),
      []
    )
  })

  test('no materialised view or foreign table copies past the policies', async ({ assert }) => {
    const copies = await rowsOf(
      `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('m', 'f')`
    )
    assert.deepEqual(copies, [])
  })

  test('the chain’s trigger is the one function with its owner’s rights', async ({ assert }) => {
    const functions = await rowsOf(
      `select proname as name, proconfig as settings from pg_proc
       where pronamespace = 'public'::regnamespace and prosecdef`
    )
    assert.deepEqual(functions, [
      { name: 'chain_audit_event', settings: ['search_path=public, pg_temp'] },
    ])
  })
})
