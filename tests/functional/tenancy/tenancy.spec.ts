import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import {
  attempt,
  NestedScope,
  NoScope,
  NotCommitted,
  ScopeClosed,
  tenancy,
  violates,
} from '#shared/tenancy/main'
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

test.group('Tenancy: second connection and savepoints', () => {
  test('what is done independently survives the rollback around it', async ({ assert }) => {
    const { id } = await anOrganisation()
    await assert.rejects(() =>
      inScopeOf([id], async () => {
        await db.from('organisations').where('id', id).update({ name: 'Changed' })
        await tenancy.independently('test', async () => {
          await db.table('used_nonces').insert({ nonce_hash: Buffer.from('x') })
        })
        assert.deepEqual(await codes(), ['DEFAUT'])
        throw new Error('no')
      })
    )
    assert.lengthOf(await rowsOf('select 1 from used_nonces'), 1)
    assert.lengthOf(await rowsOf(`select 1 from organisations where name = 'Changed'`), 0)
  })

  test('a refused constraint inside attempt leaves the transaction usable', async ({ assert }) => {
    const { id } = await anOrganisation()
    await inScopeOf([id], async () => {
      const service = { organisation_id: id, code: 'DEFAUT', label: 'x', starts_at: '2020-01-01' }
      const refusal = await attempt(async () => {
        await db.from('organisations').where('id', id).update({ name: 'Undone' })
        await db.table('services').insert(service)
      }).catch((error) => error)
      assert.isTrue(violates(refusal, 'services_code_unique'))
      await db.table('services').insert({ ...service, code: 'SECOND' })
    })
    assert.deepEqual(await visibleCodes([id]), ['DEFAUT', 'SECOND'])
    assert.lengthOf(await rowsOf(`select 1 from organisations where name = 'Undone'`), 0)
  })

  test('two actions that lock each other’s rows both succeed in the end', async ({ assert }) => {
    const [a, b] = [await anOrganisation(), await anOrganisation()]
    const both = (first: number, second: number, met: () => Promise<void>, name: string) => {
      let tries = 0
      return inScopeOf([a.id, b.id], () =>
        attempt(async () => {
          await db.from('organisations').where('id', first).update({ label: name })
          if (tries++ === 0) await met()
          await db.from('organisations').where('id', second).update({ label: name })
        })
      )
    }
    let arrived = 0
    let open!: () => void
    const gate = new Promise<void>((resolve) => (open = resolve))
    const met = async () => {
      if (++arrived === 2) open()
      await gate
    }
    await Promise.all([both(a.id, b.id, met, 'one'), both(b.id, a.id, met, 'two')])
    const labels = await rowsOf('select distinct label from organisations')
    assert.lengthOf(labels, 1)
  })
})

test.group('Tenancy: a pool shared by two tenants', () => {
  test('thousands of interleaved scopes with errors never see each other’s rows', async ({
    assert,
  }) => {
    const [one, other] = [await anOrganisation(), await anOrganisation()]
    await aService(one.id, { code: 'CANARY_ONE' })
    await aService(other.id, { code: 'CANARY_OTHER' })
    const expected = new Map([
      [one.id, ['DEFAUT', 'CANARY_ONE']],
      [other.id, ['DEFAUT', 'CANARY_OTHER']],
    ])
    let seen = 0
    const visit = async (turn: number) => {
      const id = turn % 2 ? one.id : other.id
      try {
        await inScopeOf([id], async () => {
          assert.deepEqual(await codes(), expected.get(id))
          seen++
          if (turn % 5 === 0) throw new Error('thrown')
          if (turn % 7 === 0) await db.rawQuery('select 1/0')
          if (turn % 11 === 0)
            await db.rawQuery(`set local statement_timeout = 1; select pg_sleep(1)`)
        })
      } catch (error) {
        if (!/thrown|division|statement timeout/.test(String(error))) throw error
      }
    }
    for (let batch = 0; batch < 100; batch++) {
      await Promise.all(Array.from({ length: 20 }, (_, turn) => visit(batch * 20 + turn)))
    }
    assert.equal(seen, 2000)
  })
})
