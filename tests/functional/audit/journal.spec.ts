import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { recordAudit } from '#shared/audit/record_audit'
import { verifyAudit } from '#shared/audit/verify_audit'
import { tenancy } from '#shared/tenancy/main'
import { anOrganisation } from '#tests/helpers/fixtures'
import { rowsOf } from '#tests/helpers/database'

const person = { kind: 'person', id: 7, label: 'Alix Exemple' } as const

const record = (organisationId: number, times = 1) =>
  tenancy.run({ organisationIds: [organisationId], actor: person }, async () => {
    for (let i = 0; i < times; i++) {
      await recordAudit({ organisationId, action: 'organisation.updated', details: { turn: i } })
    }
  })
/** In portions so small that chains begin and end in the middle of them. */
const verify = async () => {
  const { events, broken } = await tenancy.asSystem('test', () => verifyAudit(2))
  return { events, broken }
}
/** What only someone with the owner's password could do to the journal. */
const asOwner = (sql: string) =>
  db.connection('owner').transaction(async (trx) => {
    await trx.rawQuery('alter table audit_events disable row level security')
    await trx.rawQuery('alter table audit_events no force row level security')
    await trx.rawQuery('create policy hand on audit_heads for delete to habilis_owner using (true)')
    await trx.rawQuery(sql)
    await trx.rawQuery('drop policy hand on audit_heads')
    await trx.rawQuery('alter table audit_events enable row level security')
    await trx.rawQuery('alter table audit_events force row level security')
  })

test.group('Journal', () => {
  test('numbers and chains the events of each organisation apart', async ({ assert }) => {
    const [one, other] = [await anOrganisation(), await anOrganisation()]
    await record(one.id, 3)
    await record(other.id, 2)
    const rows = await rowsOf('select organisation_id, sequence from audit_events order by 1, 2')
    assert.deepEqual(
      rows.map((row) => [row.organisation_id, row.sequence]),
      [
        [one.id, 1],
        [one.id, 2],
        [one.id, 3],
        [other.id, 1],
        [other.id, 2],
      ]
    )
    assert.deepEqual(await verify(), { events: 5, broken: [] })
  })

  test('keeps one chain when many write at the same moment', async ({ assert }) => {
    const { id } = await anOrganisation()
    await Promise.all(Array.from({ length: 12 }, () => record(id, 5)))
    assert.deepEqual(await verify(), { events: 60, broken: [] })
  })

  test('says who acted, and leaves no trace of what was rolled back', async ({ assert }) => {
    const { id } = await anOrganisation()
    await assert.rejects(() =>
      tenancy.run({ organisationIds: [id], actor: person }, async () => {
        await recordAudit({ organisationId: id, action: 'organisation.updated' })
        throw new Error('no')
      })
    )
    await record(id)
    const rows = await rowsOf(
      'select sequence, actor_kind, actor_id, actor_label from audit_events'
    )
    assert.deepEqual(rows, [
      { sequence: 1, actor_kind: 'person', actor_id: 7, actor_label: 'Alix Exemple' },
    ])
  })

  for (const [verb, sql] of [
    ['changed', `update audit_events set action = 'x'`],
    ['removed', 'delete from audit_events'],
    ['emptied', 'truncate audit_events'],
  ]) {
    test(`can't be ${verb} by the running product`, async ({ assert }) => {
      const { id } = await anOrganisation()
      await record(id)
      await assert.rejects(
        () => tenancy.asSystem('test', () => db.rawQuery(sql)),
        /permission denied/
      )
    })
  }

  test('an event changed behind its back is found', async ({ assert }) => {
    const { id } = await anOrganisation()
    await record(id, 3)
    await asOwner(`update audit_events set actor_label = 'Somebody else' where sequence = 2`)
    assert.deepEqual((await verify()).broken, [
      { organisationId: id, sequence: 2, fault: 'altered' },
    ])
  })

  test('an event removed from the middle is found', async ({ assert }) => {
    const { id } = await anOrganisation()
    await record(id, 3)
    await asOwner('delete from audit_events where sequence = 2')
    assert.deepEqual((await verify()).broken, [
      { organisationId: id, sequence: 3, fault: 'missing' },
    ])
  })

  test('an end cut off is found', async ({ assert }) => {
    const { id } = await anOrganisation()
    await record(id, 3)
    await asOwner('delete from audit_events where sequence = 3')
    assert.deepEqual((await verify()).broken, [
      { organisationId: id, sequence: 3, fault: 'truncated' },
    ])
  })

  test('an end cut off together with its head is found', async ({ assert }) => {
    const { id } = await anOrganisation()
    await record(id, 3)
    await asOwner('delete from audit_events where sequence = 3; delete from audit_heads')
    assert.deepEqual((await verify()).broken, [
      { organisationId: id, sequence: 1, fault: 'without a head' },
    ])
  })

  test('each organisation is told its first fault, whatever the others’', async ({ assert }) => {
    const ids = [await anOrganisation(), await anOrganisation(), await anOrganisation()].map(
      ({ id }) => id
    )
    for (const id of ids) await record(id, 5)
    await asOwner(`update audit_events set action = 'x'
                   where sequence in (2, 4) and organisation_id <> ${ids[1]}`)
    const { events, broken } = await verify()
    assert.equal(events, 15)
    assert.deepEqual(broken, [
      { organisationId: ids[0], sequence: 2, fault: 'altered' },
      { organisationId: ids[2], sequence: 2, fault: 'altered' },
    ])
  })

  test('its heads can be kept elsewhere: they tell what no database tells of itself', async ({
    assert,
  }) => {
    const { id } = await anOrganisation()
    await record(id, 2)
    const { heads } = await tenancy.asSystem('test', () => verifyAudit())
    const [last] = await rowsOf('select hash from audit_events order by sequence desc limit 1')
    assert.deepEqual(heads, [{ organisationId: id, sequence: 2, hash: last.hash }])
    await asOwner('delete from audit_events; delete from audit_heads')
    assert.deepEqual(await tenancy.asSystem('test', () => verifyAudit()), {
      events: 0,
      broken: [],
      heads: [],
    })
  })
})
