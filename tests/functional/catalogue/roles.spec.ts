import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { tenancy } from '#shared/tenancy/main'
import { rowsOf } from '#tests/helpers/database'
import { tenantTables } from './catalogue.js'

const RUNTIME = ['habilis', 'habilis_app', 'habilis_system']
const outside = (sql: string) => db.connection('outside').rawQuery(sql)
const asActor = (sql: string) =>
  tenancy.run({ organisationIds: [1], actor: { kind: 'system', id: null, label: 'test' } }, () =>
    db.rawQuery(sql)
  )
const asSystem = (sql: string) => tenancy.asSystem('test', () => db.rawQuery(sql))

test.group('Catalogue: roles', () => {
  test('at runtime have no attribute that passes the policies by', async ({ assert }) => {
    const powerful = await rowsOf(
      `select rolname from pg_roles where rolname = any(?)
         and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)`,
      [[...RUNTIME, 'habilis_owner', 'habilis_jobs']]
    )
    assert.deepEqual(powerful, [])
  })

  test('at runtime own nothing and can’t become who does', async ({ assert }) => {
    const owned = await rowsOf(
      `select relname from pg_class where relowner::regrole::text = any(?)`,
      [RUNTIME]
    )
    assert.deepEqual(owned, [])
    const memberships = await rowsOf(
      `select roleid::regrole::text as role, member::regrole::text as member
       from pg_auth_members where member::regrole::text = any(?) order by 1`,
      [RUNTIME]
    )
    assert.deepEqual(memberships, [
      { role: 'habilis_app', member: 'habilis' },
      { role: 'habilis_system', member: 'habilis' },
    ])
  })

  test('are not inherited: the login sees nothing before it takes one', async ({ assert }) => {
    const [inherits] = await rowsOf<{ any: boolean }>(
      `select pg_has_role('habilis', 'habilis_app', 'USAGE')
           or pg_has_role('habilis', 'habilis_system', 'USAGE') as any`
    )
    assert.isFalse(inherits.any)
    for (const table of [...(await tenantTables()), 'users', 'user_links', 'outbox_messages']) {
      await assert.rejects(() => outside(`select 1 from ${table}`), /permission denied/)
    }
  })

  test('log in where they should, and nowhere else', async ({ assert }) => {
    const rows = await rowsOf<{ name: string }>(
      `select rolname as name from pg_roles where rolname = any(?) and rolcanlogin order by 1`,
      [[...RUNTIME, 'habilis_owner', 'habilis_jobs']]
    )
    assert.deepEqual(
      rows.map(({ name }) => name),
      ['habilis', 'habilis_jobs', 'habilis_owner']
    )
  })

  test('of the queue reads and writes its own schema only', async ({ assert }) => {
    const reachable = await rowsOf(
      `select relname from pg_class
       where relnamespace = 'public'::regnamespace and relkind in ('r', 'v', 'p')
         and has_table_privilege('habilis_jobs', oid, 'select, insert, update, delete')`
    )
    assert.deepEqual(reachable, [])
  })

  test('can’t forge a scope through a function', async ({ assert }) => {
    const forged = `select set_config('app.organisations', '2', true)`
    for (const run of [outside, asActor, asSystem]) {
      await assert.rejects(() => run(forged), /permission denied for function set_config/)
    }
    const [may] = await rowsOf<{ any: boolean }>(
      `select bool_or(has_function_privilege(role, 'pg_catalog.set_config(text, text, boolean)', 'execute')) as any
       from unnest(array['habilis', 'habilis_app', 'habilis_system']) role`
    )
    assert.isFalse(may.any)
  })

  test('write the journal and never touch it again', async ({ assert }) => {
    for (const statement of [
      `update audit_events set action = 'x'`,
      'delete from audit_events',
      'truncate audit_events',
      'truncate audit_heads',
      `update audit_heads set sequence = 0`,
      `insert into audit_heads values (1, 0, '')`,
      'alter table audit_events disable trigger chain',
    ]) {
      for (const run of [outside, asActor, asSystem]) {
        await assert.rejects(() => run(statement), /permission denied|must be owner/)
      }
    }
  })

  test('change no policy and create nothing', async ({ assert }) => {
    for (const run of [outside, asActor, asSystem]) {
      await assert.rejects(() => run('alter table services disable row level security'), /owner/)
      await assert.rejects(() => run('create table public.x ()'), /permission denied/)
      await assert.rejects(() => run('create temporary table x ()'), /permission denied/)
    }
  })
})
