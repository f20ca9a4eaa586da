import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { tenancy } from '#shared/tenancy/main'
import { rowsOf } from '#tests/helpers/database'
import { aManagedOrganisation, aPerson } from '#tests/helpers/fixtures'
import { ownerColumn, tenantTables } from './catalogue.js'

/** Fills every tenant table for an organisation; a new table without a row here fails the test. */
async function fill(organisation: number, people: { from: number; to: number }) {
  await rowsOf(
    `with account as (
       insert into technical_accounts (organisation_id, login) values (:organisation, :login)
       returning id),
     password as (
       insert into technical_passwords
         (organisation_id, technical_account_id, version, pepper_id, verifier, expires_at)
       select :organisation, id, 1, 'p1', '\\x00', now() + interval '1 day' from account
       returning id, technical_account_id),
     notice as (
       insert into password_notices (organisation_id, technical_password_id, stage)
       select :organisation, id, '30' from password),
     export as (
       insert into credential_exports
         (organisation_id, technical_account_id, ticket_hash, session_hash, expires_at)
       select :organisation, id, convert_to(:login, 'UTF8'), '\\x00', now() from account),
     handover as (
       insert into manager_handovers (organisation_id, from_user_id, to_user_id, expires_at)
       values (:organisation, :from, :to, now())),
     undelivered as (insert into undelivered_mails (organisation_id) values (:organisation))
     insert into audit_events (organisation_id, action, actor_kind, actor_label, sequence, previous_hash, hash)
     values (:organisation, 'test', 'system', 'test', 0, '', '')`,
    { organisation, login: `TECH_${organisation}`, ...people } as never
  )
}

async function twoTenants() {
  const other = await aPerson()
  const tenants = [await aManagedOrganisation(), await aManagedOrganisation()]
  for (const { organisation, manager } of tenants) {
    await fill(organisation.id, { from: manager.id, to: other.id })
  }
  return tenants.map(({ organisation }) => organisation.id)
}

const owners = async (table: string): Promise<number[]> => {
  const rows = await db.from(table).select('*')
  return [...new Set(rows.map((row) => row[ownerColumn(table)] as number))]
}

const inScopeOf = <T>(ids: number[], fn: () => Promise<T>) =>
  tenancy.run({ organisationIds: ids, actor: { kind: 'system', id: null, label: 'test' } }, fn)

/** No scope of an actor may read these at all. */
const SYSTEM_ONLY = ['audit_heads']

test.group('Two tenants, without any filter of the application', () => {
  test('no table shows one the other’s rows', async ({ assert }) => {
    const [one, other] = await twoTenants()
    for (const table of await tenantTables()) {
      const [{ count }] = await rowsOf<{ count: number }>(
        `select count(distinct ${ownerColumn(table)})::int as count from ${table}
         where ${ownerColumn(table)} in (?, ?)`,
        [one, other]
      )
      assert.equal(count, 2, `${table} has no row for both: add one to fill()`)
      if (SYSTEM_ONLY.includes(table)) continue
      assert.deepEqual(await inScopeOf([one], () => owners(table)), [one], table)
      assert.sameMembers(await inScopeOf([one, other], () => owners(table)), [one, other], table)
      assert.deepEqual(await inScopeOf([], () => owners(table)), [], table)
    }
  })

  test('no table lets one write, take over or remove the other’s rows', async ({ assert }) => {
    const [one, other] = await twoTenants()
    for (const table of await tenantTables()) {
      const column = ownerColumn(table)
      const [granted] = await rowsOf<{ update: boolean; delete: boolean }>(
        `select has_table_privilege('habilis_app', ?, 'update') as update,
           has_table_privilege('habilis_app', ?, 'delete') as delete`,
        [table, table]
      )
      if (granted.update && column !== 'id') {
        await assert.rejects(
          () => inScopeOf([one], () => db.from(table).update({ [column]: other })),
          /new row violates row-level security/
        )
        const sql = `update ${table} set ${column} = ${column} where ${column} = ?`
        assert.equal((await inScopeOf([one], () => db.rawQuery(sql, [other]))).rowCount, 0, table)
      }
      if (granted.delete) {
        const sql = `delete from ${table} where ${column} = ?`
        assert.equal((await inScopeOf([one], () => db.rawQuery(sql, [other]))).rowCount, 0, table)
      }
    }
  })

  test('the heads of the journal are read by the system only', async ({ assert }) => {
    const [one] = await twoTenants()
    for (const table of SYSTEM_ONLY) {
      await assert.rejects(() => inScopeOf([one], () => owners(table)), /permission denied/)
    }
  })

  test('the views show one nothing of the other', async ({ assert }) => {
    const [one] = await twoTenants()
    const views = await rowsOf<{ name: string }>(
      `select viewname as name from pg_views where schemaname = 'public'`
    )
    for (const { name } of views) {
      assert.deepEqual(await inScopeOf([one], () => owners(name)), [one], name)
    }
  })
})
