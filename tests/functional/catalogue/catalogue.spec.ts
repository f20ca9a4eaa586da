import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { rowsOf } from '#tests/helpers/database'
import { tenantTables } from './catalogue.js'
import {
  excessiveGrants,
  looseKeys,
  ownersFunctions,
  policyFaults,
  uniqueAcrossTenants,
  unlistedBigints,
  unprotectedTables,
  unsafeViews,
} from './checks.js'
import { NO_TENANT_TABLES, UNIQUE_ACROSS_TENANTS } from './exceptions.js'

const CHAIN = 'chain_audit_event search_path=public, pg_temp'

test.group('Catalogue', () => {
  test('tenant tables have row-level security enabled and forced', async ({ assert }) => {
    assert.deepEqual(await unprotectedTables(), [])
  })

  test('their policies show an actor its organisations, the system everything', async ({
    assert,
  }) => {
    assert.deepEqual(await policyFaults(), [])
  })

  test('they point at each other with organisation_id', async ({ assert }) => {
    assert.deepEqual(await looseKeys(), [])
  })

  test('views ask with the rights of who reads them', async ({ assert }) => {
    assert.deepEqual(await unsafeViews(), [])
  })

  test('the chain’s trigger is the one function with its owner’s rights', async ({ assert }) => {
    assert.deepEqual(await ownersFunctions(), [CHAIN])
  })

  test('nobody at runtime may empty a table, or change the journal', async ({ assert }) => {
    assert.deepEqual(await excessiveGrants(), [])
  })

  test('their unique indexes begin with the organisation', async ({ assert }) => {
    assert.deepEqual(await uniqueAcrossTenants(), [])
    const existing = await rowsOf<{ name: string }>(
      'select relname as name from pg_class where relname = any(?)',
      [Object.keys(UNIQUE_ACROSS_TENANTS)]
    )
    assert.lengthOf(existing, Object.keys(UNIQUE_ACROSS_TENANTS).length)
  })

  test('ids are int32, but those of outbox and journal', async ({ assert }) => {
    assert.deepEqual(await unlistedBigints(), [])
  })

  test('tenant tables are all that has an organisation, but what is listed', async ({ assert }) => {
    const named = await rowsOf<{ name: string }>(
      `select table_name as name from information_schema.columns
       where table_schema = 'public' and table_name = any(?) and column_name = 'organisation_id'`,
      [Object.keys(NO_TENANT_TABLES)]
    )
    assert.lengthOf(named, Object.keys(NO_TENANT_TABLES).length)
    assert.isAbove((await tenantTables()).length, 8)
  })
})

const TABLE = `create table planted (
  id integer generated always as identity primary key,
  organisation_id integer not null references organisations)`
const PROTECTED = `${TABLE};
  alter table planted enable row level security, force row level security;
  create policy everything on planted to habilis_system using (true);`
const MINE = `string_to_array(current_setting('app.organisations', true), ',')::int[]`
const TENANT = `using (organisation_id = any ((select ${MINE})::int[]))`

test.group('Catalogue: planted faults are found', (group) => {
  const owner = () => db.connection('owner')
  group.each.setup(() => async () => {
    await owner().rawQuery(`drop view if exists planted_view; drop table if exists planted cascade;
      drop function if exists planted_function; drop materialized view if exists planted_copy;
      revoke update, truncate on audit_events from habilis_app`)
  })

  const plant = (sql: string) => owner().rawQuery(sql)

  test('a table without policies', async ({ assert }) => {
    await plant(TABLE)
    assert.deepEqual(await unprotectedTables(), ['planted'])
    assert.sameMembers(await policyFaults(), ['planted lacks tenant', 'planted lacks everything'])
  })

  test('a table whose owner is above its policies', async ({ assert }) => {
    await plant(`${PROTECTED} alter table planted no force row level security`)
    assert.deepEqual(await unprotectedTables(), ['planted'])
  })

  test('a policy that shows more: {$self}')
    .with([
      'create policy tenant on planted to habilis_app using (true)',
      `create policy tenant on planted to public ${TENANT}`,
      `create policy tenant on planted to habilis_app ${TENANT} with check (true)`,
      `create policy tenant on planted to habilis_app ${TENANT}; create policy more on planted using (true)`,
    ])
    .run(async ({ assert }, policy) => {
      await plant(`${PROTECTED} ${policy}`)
      assert.isNotEmpty(await policyFaults())
    })

  test('nothing in a table as it should be', async ({ assert }) => {
    await plant(`${PROTECTED} create policy tenant on planted to habilis_app ${TENANT}`)
    assert.deepEqual([...(await policyFaults()), ...(await unprotectedTables())], [])
  })

  test('a key by which a row points across tenants', async ({ assert }) => {
    await plant(
      `${TABLE}; alter table planted add account integer references technical_accounts (id)`
    )
    assert.deepEqual(await looseKeys(), ['planted (account) → technical_accounts'])
  })

  test('a view with its owner’s rights, and a copy', async ({ assert }) => {
    await plant('create view planted_view as select * from services')
    await plant('create materialized view planted_copy as select 1')
    assert.deepEqual(await unsafeViews(), ['planted_copy', 'planted_view'])
  })

  test('a unique index by which tenants meet, and an id of 64 bits', async ({ assert }) => {
    await plant(`${TABLE}; alter table planted add code text unique, add more bigint`)
    assert.deepEqual(await uniqueAcrossTenants(), ['planted_code_key'])
    assert.deepEqual(await unlistedBigints(), ['planted.more'])
  })

  test('a function with its owner’s rights', async ({ assert }) => {
    await plant(
      `create function planted_function() returns int language sql security definer as 'select 1'`
    )
    assert.deepEqual(await ownersFunctions(), [CHAIN, 'planted_function '])
  })

  test('a grant too many', async ({ assert }) => {
    await plant('grant update, truncate on audit_events to habilis_app')
    assert.deepEqual(await excessiveGrants(), ['habilis_app audit_events'])
  })
})
