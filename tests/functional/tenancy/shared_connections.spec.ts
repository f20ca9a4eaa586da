import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { attempt, tenancy, violates } from '#shared/tenancy/main'
import { anOrganisation, aService } from '#tests/helpers/fixtures'
import { rowsOf } from '#tests/helpers/database'

const nobody = { kind: 'system', id: null, label: 'test' } as const
const inScopeOf = <T>(ids: number[], fn: () => Promise<T>) =>
  tenancy.run({ organisationIds: ids, actor: nobody }, fn)
const codes = async () => (await db.from('services').orderBy('id')).map((row) => row.code)
const visibleCodes = (ids: number[]) => inScopeOf(ids, codes)

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

/** Everything through one connection: what one scope left on it, the next one would meet. */
function onOneConnection() {
  const { config } = db.manager.get('postgres')!
  db.manager.patch('postgres', { ...config, pool: { ...config.pool, max: 1 } })
  return () => db.manager.patch('postgres', config)
}

test.group('Tenancy: a pool shared by two tenants', () => {
  for (const [pool, prepare, together] of [
    ['of many connections', () => () => {}, 20],
    ['of one connection', onOneConnection, 5],
  ] as const) {
    test(`interleaved scopes with errors never see each other’s rows in a pool ${pool}`, async ({
      assert,
      cleanup,
    }) => {
      cleanup(prepare())
      const [one, other] = [await anOrganisation(), await anOrganisation()]
      await aService(one.id, { code: 'CANARY_ONE' })
      await aService(other.id, { code: 'CANARY_OTHER' })
      const expected = new Map([
        [one.id, ['DEFAUT', 'CANARY_ONE']],
        [other.id, ['DEFAUT', 'CANARY_OTHER']],
      ])
      let seen = 0
      const backends = new Set<number>()
      const visit = async (turn: number) => {
        const id = turn % 2 ? one.id : other.id
        try {
          await inScopeOf([id], async () => {
            assert.deepEqual(await codes(), expected.get(id))
            backends.add((await db.rawQuery('select pg_backend_pid() as pid')).rows[0].pid)
            seen++
            if (turn % 5 === 0) throw new Error('thrown')
            if (turn % 7 === 0) await db.rawQuery('select 1/0')
            if (turn % 11 === 0) {
              await db.rawQuery(`set local statement_timeout = 1; select pg_sleep(1)`)
            }
          })
        } catch (error) {
          if (!/thrown|division|statement timeout/.test(String(error))) throw error
        }
      }
      for (let turn = 0; turn < 2000; turn += together) {
        await Promise.all(Array.from({ length: together }, (_, index) => visit(turn + index)))
      }
      assert.equal(seen, 2000)
      assert.equal(backends.size === 1, pool === 'of one connection')
    })
  }
})
