import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { lean, leanReads } from '#shared/tenancy/lean'
import { tenancy } from '#shared/tenancy/main'
import { everyStatementDuring } from '#tests/helpers/api_calls'
import { rowsOf } from '#tests/helpers/database'
import { anOrganisation } from '#tests/helpers/fixtures'
import { eventually } from '#tests/helpers/queues'

const NAMES = {
  name: 'test_names',
  text: 'select id, current_user::text as role from organisations order by id',
  values: [],
}

const only = (id: number) => ({ organisationIds: [id] })
const seen = async (reach: Parameters<typeof lean>[0]) =>
  (await lean<{ id: number }>(reach, NAMES)).map(({ id }) => id)

test.group('The lean path', () => {
  test('binds the reach as any scope does', async ({ assert }) => {
    const [a, b] = [await anOrganisation(), await anOrganisation()]
    assert.deepEqual(await seen(only(a.id)), [a.id])
    assert.deepEqual(await seen(only(b.id)), [b.id])
    assert.deepEqual(await seen({ organisationIds: [] }), [])
    assert.deepEqual(await seen({ systemReason: 'test' }), [a.id, b.id])
    const [{ role }] = await lean<{ role: string }>(only(a.id), NAMES)
    assert.equal(role, 'habilis_app')
  })

  test('takes no id that is not an integer', async ({ assert }) => {
    await assert.rejects(
      () => seen({ organisationIds: ["1'; reset role; --" as never] }),
      TypeError
    )
  })

  test('leaves no trace on its connection, whatever fails', async ({ assert }) => {
    const { id } = await anOrganisation()
    const broken = [
      { name: 'test_division', text: 'select 1 / $1::int as x', values: [0] },
      { name: 'test_syntax', text: 'selec', values: [] },
      { name: 'test_denied', text: 'delete from technical_accounts', values: [] },
    ]
    for (let round = 0; round < 8; round++) {
      for (const statement of broken) {
        await assert.rejects(() => lean(only(id), statement))
      }
      assert.deepEqual(await seen(only(id)), [id])
      assert.deepEqual(await seen({ organisationIds: [] }), [])
    }
    const { rows } = await db.connection('lean').rawQuery('select current_user::text as role')
    assert.equal(rows[0].role, 'habilis')
  })

  test('commits what it wrote, and nothing of what failed', async ({ assert }) => {
    const { id } = await anOrganisation()
    const rename = (name: string, check: string) => ({
      name: `test_rename_${check}`,
      text: `update organisations set name = $1 where id = $2 and ${check} returning id`,
      values: [name, id],
    })
    await lean(only(id), rename('Renommée', 'true'))
    await assert.rejects(() => lean(only(id), rename('Perdue', '1 / (id - id) = 1')))
    assert.deepEqual(await rowsOf('select name from organisations'), [{ name: 'Renommée' }])
  })

  test('a commit that is refused is an error', async ({ assert }) => {
    const owner = db.connection('owner')
    await owner.rawQuery(
      `create function refuse_commit() returns trigger language plpgsql as $$
       begin raise exception 'refused at commit'; end $$`
    )
    await owner.rawQuery(
      `create constraint trigger refuse_commit after insert on used_nonces
       deferrable initially deferred for each row execute function refuse_commit()`
    )
    try {
      const write = {
        name: 'test_nonce',
        text: 'insert into used_nonces (nonce_hash) values ($1)',
        values: [Buffer.from('x')],
      }
      await assert.rejects(() => lean({ systemReason: 'test' }, write), /not committed/)
      assert.deepEqual(await rowsOf('select 1 from used_nonces'), [])
    } finally {
      await owner.rawQuery('drop function refuse_commit cascade')
    }
  })

  test('many callers at once each see their own', async ({ assert }) => {
    const organisations = await Promise.all([anOrganisation(), anOrganisation(), anOrganisation()])
    const answers = await Promise.all(
      Array.from({ length: 300 }, async (_, index) => {
        const { id } = organisations[index % 3]
        if (index % 7 === 0) {
          await lean(only(id), { name: 'test_fail', text: 'select 1 / 0 as x', values: [] }).catch(
            () => {}
          )
        }
        return [id, await seen(only(id))]
      })
    )
    for (const [id, ids] of answers) assert.deepEqual(ids, [id])
  })

  test('may be used while a scope is open, on connections of its own', async ({ assert }) => {
    const { id } = await anOrganisation()
    const ids = await tenancy.asSystem('test', async () => {
      await db.from('organisations').where('id', id).update({ name: 'Pas encore' })
      return lean<{ name: string }>(only(id), {
        name: 'test_name',
        text: 'select name from organisations',
        values: [],
      })
    })
    assert.notEqual(ids[0].name, 'Pas encore')
  })

  test('is three statements, written at once', async ({ assert }) => {
    const { id } = await anOrganisation()
    await seen(only(id))
    const statements = await everyStatementDuring(() => seen(only(id)))
    assert.deepEqual(statements, [
      `begin; set local role habilis_app; set local app.organisations = '${id}'`,
      NAMES.text,
      'commit',
    ])
  })

  test('reads that travel together share nothing but the way', async ({ assert }) => {
    const organisations = await Promise.all([anOrganisation(), anOrganisation(), anOrganisation()])
    const fails = { name: 'test_fail', text: 'select 1 / 0 as x', values: [] }
    const writes = { name: 'test_write', text: 'delete from user_links', values: [] }
    const asked = Array.from({ length: 300 }, (_, index) => {
      const { id } = organisations[index % 3]
      const statements = index % 7 === 0 ? [NAMES, fails] : index % 11 === 0 ? [writes] : [NAMES]
      return { id, wrong: statements.length > 1 || statements[0] === writes, statements }
    })
    const answers = await Promise.allSettled(
      asked.map(({ id, statements }) => leanReads(only(id), statements))
    )
    for (const [index, { id, wrong }] of asked.entries()) {
      const answer = answers[index]
      assert.equal(answer.status, wrong ? 'rejected' : 'fulfilled')
      if (answer.status === 'fulfilled') assert.containsSubset(answer.value, [[{ id }]])
      if (answer.status === 'fulfilled') assert.lengthOf(answer.value[0], 1)
    }
    assert.deepEqual(await seen({ organisationIds: [] }), [])
  })

  test('reads can’t write', async ({ assert }) => {
    const write = {
      name: 'test_nonce',
      text: 'insert into used_nonces (nonce_hash) values ($1)',
      values: [Buffer.from('x')],
    }
    await assert.rejects(() => leanReads({ systemReason: 'test' }, [write]), /read-only/)
  })

  test('survives connections that are cut, idle or at work', async ({ assert }) => {
    const { id } = await anOrganisation()
    await seen(only(id))
    const atWork = assert.rejects(() =>
      lean(only(id), { name: 'test_sleep', text: 'select pg_sleep(5)', values: [] })
    )
    await eventually('a statement at work', async () => {
      const { rows } = await db
        .connection('outside')
        .rawQuery(`select from pg_stat_activity where query like 'select pg_sleep%'`)
      return rows.length === 1
    })
    await cut()
    await atWork
    assert.deepEqual(await seen(only(id)), [id])
  })

  test('writes again what a connection swallowed that was cut unheard', async ({ assert }) => {
    const { id } = await anOrganisation()
    await seen(only(id))
    const pool = db.connection('lean').getWriteClient().client
    const connection = await pool.acquireConnection()
    const { stream } = connection.connection
    stream.pause()
    await pool.releaseConnection(connection)
    await cut()
    const asked = [
      leanReads(only(id), [NAMES]),
      leanReads({ organisationIds: [] }, [NAMES]),
      leanReads(only(id), [{ name: 'test_fail', text: 'select 1 / 0 as x', values: [] }]),
    ]
    const answers = Promise.allSettled(asked)
    await new Promise((resolve) => setImmediate(resolve))
    stream.resume()
    const [own, none, wrong] = await answers
    assert.containsSubset(own, { status: 'fulfilled', value: [[{ id }]] })
    assert.containsSubset(none, { status: 'fulfilled', value: [[]] })
    assert.equal(wrong.status === 'rejected' && wrong.reason.code, '22012')
  })
})

/** Ends every other connection of the runtime login, whatever it does. */
function cut() {
  return db.connection('outside').rawQuery(
    `select pg_terminate_backend(pid, 5000) from pg_stat_activity
     where usename = current_user and datname = current_database() and pid <> pg_backend_pid()`
  )
}
