import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { NestedScope, NoScope, NotCommitted, ScopeClosed, tenancy } from '#shared/tenancy/main'
import { currentScope, scopes, type Scope } from '#shared/tenancy/scope'
import { anOrganisation, aService } from '#tests/helpers/fixtures'
import { rowsOf } from '#tests/helpers/database'

const nobody = { kind: 'system', id: null, label: 'test' } as const
const inScopeOf = <T>(ids: number[], fn: () => Promise<T>) =>
  tenancy.run({ organisationIds: ids, actor: nobody }, fn)
const codes = async () => (await db.from('services').orderBy('id')).map((row) => row.code)
const visibleCodes = (ids: number[]) => inScopeOf(ids, codes)

test.group('Tenancy: what a scope sees', () => {
  test('shows the rows of its organisations and no others, without any filter', async ({
    assert,
  }) => {
    const [one, other] = [await anOrganisation(), await anOrganisation()]
    await aService(one.id, { code: 'MINE' })
    await aService(other.id, { code: 'THEIRS' })

    assert.deepEqual(await visibleCodes([one.id]), ['DEFAUT', 'MINE'])
    assert.deepEqual(await visibleCodes([]), [])
  })

  test('refuses to write for another organisation', async ({ assert }) => {
    const [one, other] = [await anOrganisation(), await anOrganisation()]
    await assert.rejects(
      () =>
        inScopeOf([one.id], () =>
          db.table('services').insert({
            organisation_id: other.id,
            code: 'FORGED',
            label: 'x',
            starts_at: '2020-01-01',
          })
        ),
      /row-level security/
    )
  })

  test('shows public organisations and their services for reading only', async ({ assert }) => {
    const mine = await anOrganisation()
    const townHall = await anOrganisation({ kind: 'public_body', name: 'Mairie' })
    assert.deepEqual(await visibleCodes([mine.id]), ['DEFAUT', 'DEFAUT'])
    await inScopeOf([mine.id], () =>
      db.from('organisations').where('id', townHall.id).update({ name: 'Taken over' })
    )
    assert.deepEqual(await rowsOf('select name from organisations where id = ?', [townHall.id]), [
      { name: 'Mairie' },
    ])
  })

  test('throws where no scope is open, instead of an empty answer', async ({ assert }) => {
    await assert.rejects(async () => db.from('services'), NoScope as never)
  })

  test('throws when a scope is opened inside a scope', async ({ assert }) => {
    const { id } = await anOrganisation()
    await assert.rejects(() => inScopeOf([id], () => inScopeOf([id], codes)), NestedScope as never)
    await assert.rejects(
      () => inScopeOf([id], () => tenancy.asSystem('test', codes)),
      NestedScope as never
    )
  })

  test('refuses ids that are not integers', async ({ assert }) => {
    await assert.rejects(() => visibleCodes(["1'; select 1; --" as never]), TypeError as never)
  })
})

test.group('Tenancy: commit and rollback', () => {
  test('rolls back when something is thrown', async ({ assert }) => {
    const { id } = await anOrganisation()
    await assert.rejects(() =>
      inScopeOf([id], async () => {
        await db.from('organisations').where('id', id).update({ name: 'Changed' })
        throw new Error('no')
      })
    )
    assert.lengthOf(await rowsOf(`select 1 from organisations where name = 'Changed'`), 0)
  })

  test('rolls back when the answer is not a success', async ({ assert }) => {
    const { id } = await anOrganisation()
    await tenancy.run(
      { organisationIds: [id], actor: nobody },
      async () => {
        await db.from('organisations').where('id', id).update({ name: 'Changed' })
      },
      () => false
    )
    assert.lengthOf(await rowsOf(`select 1 from organisations where name = 'Changed'`), 0)
  })

  test('says so when PostgreSQL refuses the commit, even if the query builder did not', async ({
    assert,
  }) => {
    const { id } = await anOrganisation()
    await assert.rejects(
      () =>
        inScopeOf([id], async () => {
          await db.from('organisations').where('id', id).update({ name: 'Changed' })
          // The error is swallowed: the transaction is dead all the same, and COMMIT rolls back.
          await db.rawQuery('select 1/0').catch(() => {})
        }),
      NotCommitted as never
    )
    assert.lengthOf(await rowsOf(`select 1 from organisations where name = 'Changed'`), 0)
  })

  test('says so when a deferred constraint fails at the commit', async ({ assert, cleanup }) => {
    const { id } = await anOrganisation()
    const owner = db.connection('owner')
    await owner.rawQuery(`create function refuse_commit() returns trigger language plpgsql as
      $$ begin raise exception 'refused at commit'; end $$`)
    await owner.rawQuery(`create constraint trigger refuse_commit after update on organisations
      deferrable initially deferred for each row execute function refuse_commit()`)
    cleanup(async () => {
      await owner.rawQuery('drop trigger refuse_commit on organisations')
      await owner.rawQuery('drop function refuse_commit')
    })
    await assert.rejects(
      () =>
        inScopeOf(
          [id],
          async () => void (await db.from('organisations').where('id', id).update({ name: 'x' }))
        ),
      NotCommitted as never
    )
  })

  test('closes at once when the request has failed, and rolls back', async ({ assert }) => {
    const { id } = await anOrganisation()
    await inScopeOf([id], async () => {
      await db.from('organisations').where('id', id).update({ name: 'Changed' })
      await tenancy.fail()
      await assert.rejects(async () => db.from('services'), ScopeClosed as never)
    })
    assert.lengthOf(await rowsOf(`select 1 from organisations where name = 'Changed'`), 0)
  })

  test('a streamed answer opens the same reach again after the request', async ({ assert }) => {
    const [one, other] = [await anOrganisation(), await anOrganisation()]
    await aService(one.id, { code: 'MINE' })
    await aService(other.id, { code: 'THEIRS' })
    let scope: Scope
    let later: Promise<string[]>
    await inScopeOf([one.id], async () => {
      scope = currentScope()
    })
    later = scopes.run(scope!, () => tenancy.reopen(scope, codes))
    assert.deepEqual(await later, ['DEFAUT', 'MINE'])
  })
})
