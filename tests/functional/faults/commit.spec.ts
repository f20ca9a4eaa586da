import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { attempt, tenancy } from '#shared/tenancy/main'
import { aManagedOrganisation, aPerson, attach } from '#tests/helpers/fixtures'
import { rowsOf } from '#tests/helpers/database'
import {
  aNonce,
  anAccount,
  aSession,
  accountsPath,
  inSession,
  passwordsOf,
  submit,
} from '#tests/helpers/technical_accounts'
import { signedIn } from '#tests/helpers/signed_in'
import { givenARecap, render } from '#tests/helpers/recap'
import { Visitor, withDatabaseSessions } from '../users/visitor.js'

const handovers = () => rowsOf('select from_user_id, to_user_id from manager_handovers')

/** What an act leaves behind besides its own rows. */
const traces = async () => [
  ...(await rowsOf('select action as trace from audit_events')),
  ...(await rowsOf('select job as trace from outbox_messages')),
]

async function givenAProposal() {
  const { manager, organisation } = await aManagedOrganisation()
  const successor = await aPerson()
  await attach(successor.id, organisation.id, { role: 'user' })
  return { manager, organisation, successor, path: `/organisations/${organisation.id}/handover` }
}

/** Makes the commit, and nothing before it, fail for whoever writes to the table. */
async function refuseCommits(table: string) {
  const owner = db.connection('owner')
  await owner.rawQuery(`create function refuse_commit() returns trigger language plpgsql as
    $$ begin raise exception 'refused at commit'; end $$`)
  await owner.rawQuery(`create constraint trigger refuse_commit after insert or update or delete on ${table}
    deferrable initially deferred for each row execute function refuse_commit()`)
  return async () => {
    await owner.rawQuery(`drop trigger refuse_commit on ${table}`)
    await owner.rawQuery('drop function refuse_commit')
  }
}

test.group('A commit that fails', () => {
  test('is not announced as done: no redirection, no message, nothing saved', async ({
    client,
    assert,
    cleanup,
  }) => {
    const { manager, successor, path } = await givenAProposal()
    cleanup(await refuseCommits('manager_handovers'))
    const session = aSession()
    const response = await submit(client.post(path), manager, { user: successor.id }, session)

    response.assertStatus(503)
    assert.isUndefined(response.header('location'))
    assert.equal(response.header('retry-after'), '3')
    assert.include(response.text(), '<h1>Service momentanément indisponible</h1>')
    assert.notProperty(response.session(), '__flash__')
    assert.deepEqual(await handovers(), [])
    assert.deepEqual(await traces(), [])

    const next = await inSession(signedIn(client.get(path), manager), session)
    next.assertStatus(200)
    assert.notInclude(next.text(), 'role="status"')
  })

  test('shows no password: the recap is rendered before and taken back', async ({
    client,
    assert,
    cleanup,
  }) => {
    const { manager, organisation } = await aManagedOrganisation()
    cleanup(await refuseCommits('technical_accounts'))
    const response = await submit(client.post(accountsPath(organisation.id)), manager, {
      nonce: aNonce(),
    })
    response.assertStatus(503)
    assert.notMatch(response.text(), /hbt_|TECH_/)
    assert.deepEqual(await rowsOf('select id from technical_accounts'), [])
    assert.deepEqual(await traces(), [])
  })
})

test.group('A commit that fails behind a file', () => {
  test('says so on a page, not in the file; the file can be had again', async ({
    assert,
    client,
  }) => {
    const { get, requested, login } = await givenARecap(client)
    const url = `${await requested()}/pdf`
    await render()
    const allow = await refuseCommits('credential_exports')
    const refused = await get(url).finally(allow)
    refused.assertStatus(503)
    refused.assertHeader('content-type', 'text/html; charset=utf-8')
    assert.isUndefined(refused.header('content-disposition'))
    assert.include(refused.text(), '<h1>Service momentanément indisponible</h1>')

    const download = await get(url)
    download.assertHeader('content-disposition', `attachment; filename="${login}.pdf"`)
  })
})

test.group('A session that can’t be touched', (group) => {
  group.each.setup(() => withDatabaseSessions())

  test('takes back no answer of what is committed: the password is shown', async ({
    assert,
    cleanup,
  }) => {
    const { manager, organisation } = await aManagedOrganisation()
    const { accountId } = await anAccount(organisation.id)
    const path = `${accountsPath(organisation.id)}/${accountId}/password`
    const visitor = new Visitor()
    await visitor.signIn(manager.login_email)
    await visitor.get(`${path}/create`)
    const owner = db.connection('owner')
    cleanup(async () => owner.rawQuery('grant update on sessions to habilis'))
    await owner.rawQuery('revoke update on sessions from habilis')

    const answer = await visitor.post(path, { nonce: aNonce(), overlap: 'none' })
    assert.equal(answer.status, 200)
    assert.match(answer.body, /value="hbt_/)
    assert.lengthOf(await passwordsOf(accountId), 2)
  })
})

test.group('Deadlocks', () => {
  test('the one PostgreSQL ends is tried again, and the person sees nothing of it', async ({
    client,
    assert,
    cleanup,
  }) => {
    const { manager, organisation, successor, path } = await givenAProposal()
    const owner = db.connection('owner')
    // The first try meets what a deadlock's victim meets; a sequence survives its rollback.
    await owner.rawQuery('create sequence tries')
    await owner.rawQuery(`create function one_deadlock() returns trigger language plpgsql
      security definer set search_path = public as $$ begin
        if nextval('tries') = 1 then raise exception using errcode = '40P01'; end if;
        return new;
      end $$`)
    await owner.rawQuery(`create trigger one_deadlock before insert on manager_handovers
      for each row execute function one_deadlock()`)
    cleanup(async () => {
      await owner.rawQuery('drop trigger one_deadlock on manager_handovers')
      await owner.rawQuery('drop function one_deadlock')
      await owner.rawQuery('drop sequence tries')
    })
    const response = await submit(client.post(path), manager, { user: successor.id })
    response.assertStatus(302)
    assert.equal(response.header('location'), `/organisations/${organisation.id}/handover`)
    assert.lengthOf(await handovers(), 1)
    assert.lengthOf(await traces(), 2)
    const { rows } = await owner.rawQuery('select last_value from tries')
    assert.equal(rows[0].last_value, 2)
  })

  test('two real ones, each holding what the other wants', async ({ assert }) => {
    const [one, other] = [await aPerson(), await aPerson()]
    const rename = (id: number, to: string) =>
      db.from('users').where('id', id).update({ first_name: to })
    const tries = [0, 0]
    const met = Promise.withResolvers<void>()
    let waiting = 2
    const change = (index: number, first: number, second: number) =>
      tenancy.asSystem('test', () =>
        attempt(async () => {
          tries[index]++
          await rename(first, `${index}`)
          if (--waiting === 0) met.resolve()
          await met.promise
          await rename(second, `${index}`)
        })
      )
    await Promise.all([change(0, one.id, other.id), change(1, other.id, one.id)])
    // The victim may lose the row to itself once more before the other one wakes.
    assert.isAbove(Math.max(...tries), 1)
    const names = await rowsOf('select distinct first_name from users where id in (?, ?)', [
      one.id,
      other.id,
    ])
    assert.lengthOf(names, 1)
  })
})

test.group('A refusal', () => {
  test('of a second proposal leaves the first alone and nothing else', async ({
    client,
    assert,
  }) => {
    const { manager, successor, organisation, path } = await givenAProposal()
    const another = await aPerson()
    await attach(another.id, organisation.id, { role: 'user' })
    await submit(client.post(path), manager, { user: successor.id })
    const before = await traces()
    await submit(client.post(path), manager, { user: another.id })
    assert.deepEqual(await handovers(), [{ from_user_id: manager.id, to_user_id: successor.id }])
    assert.deepEqual(await traces(), before)
  })

  test('that can’t be journalled is not given: try again', async ({ client, assert, cleanup }) => {
    const { organisation } = await aManagedOrganisation()
    const user = await aPerson()
    await attach(user.id, organisation.id, { role: 'user' })
    const holder = await db.connection('owner').transaction()
    cleanup(async () => holder.rollback())
    await holder.rawQuery('lock table audit_events in access exclusive mode')
    const path = `/organisations/${organisation.id}/handover`
    const response = await signedIn(client.get(path), user)
    response.assertStatus(503)
    assert.equal(response.header('retry-after'), '3')
    assert.include(response.text(), '<h1>Service momentanément indisponible</h1>')
  })

  test('of a form or of a repeated nonce (409) leaves nothing', async ({ client, assert }) => {
    const { manager, organisation } = await aManagedOrganisation()
    const path = accountsPath(organisation.id)
    const invalid = await submit(client.post(path), manager, {
      nonce: aNonce(),
      label: 'x'.repeat(200),
    })
    assert.equal(invalid.status(), 302)
    assert.deepEqual(await rowsOf('select id from technical_accounts'), [])
    assert.deepEqual(await traces(), [])

    const nonce = aNonce()
    const session = aSession()
    ;(await submit(client.post(path), manager, { nonce }, session)).assertStatus(200)
    const before = await traces()
    const repeated = await submit(client.post(path), manager, { nonce }, session)
    repeated.assertStatus(409)
    assert.lengthOf(await rowsOf('select id from technical_accounts'), 1)
    assert.deepEqual(await traces(), before)
  })
})
