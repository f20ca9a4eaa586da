import { test } from '@japa/runner'
import { rowsOf } from '#tests/helpers/database'
import { aManagedOrganisation, aPerson, attach } from '#tests/helpers/fixtures'
import { signedIn } from '#tests/helpers/signed_in'
import {
  accountsPath,
  anAccount,
  aReset,
  journal,
  passwordsOf,
  submit,
} from '#tests/helpers/technical_accounts'

async function givenAnAccount() {
  const { manager, organisation } = await aManagedOrganisation()
  const account = await anAccount(organisation.id)
  return {
    manager,
    organisation,
    account,
    path: `${accountsPath(organisation.id)}/${account.accountId}`,
  }
}

const status = async () =>
  (await rowsOf('select status from technical_accounts order by id'))[0].status

test.group('Suspending, reactivating, deleting', () => {
  test('suspends and reactivates; twice is no fault and one event', async ({ assert, client }) => {
    const { manager, path } = await givenAnAccount()
    const page = await signedIn(client.get(`${path}/suspension/create`), manager)
    page.assertStatus(200)
    for (let turn = 0; turn < 2; turn++) {
      const suspended = await submit(client.post(`${path}/suspension`), manager)
      suspended.assertStatus(302)
      assert.equal(await status(), 'suspended')
    }
    const back = await signedIn(client.get(`${path}/suspension/create`), manager)
    back.assertTextIncludes('_method=DELETE')
    await submit(client.delete(`${path}/suspension`), manager)

    assert.equal(await status(), 'active')
    assert.deepEqual(await journal(), [
      'technical_accounts.created',
      'technical_accounts.suspended',
      'technical_accounts.reactivated',
    ])
  })

  test('works by the form’s method spoofing, without JavaScript', async ({ assert, client }) => {
    const { manager, path } = await givenAnAccount()
    await submit(client.post(`${path}?_method=DELETE`), manager)
    assert.equal(await status(), 'deleted')
  })

  test('deletes for good: no password lives, every page of it is a 404', async ({
    assert,
    client,
  }) => {
    const { manager, organisation, account, path } = await givenAnAccount()
    await aReset(organisation.id, account.accountId, '7d')
    await rowsOf(`update technical_accounts set notification_addresses = '{int@exemple.test}'`)
    const confirmation = await signedIn(client.get(path), manager)
    confirmation.assertTextIncludes(account.login)
    const deleted = await submit(client.delete(path), manager)

    deleted.assertStatus(302)
    assert.equal(await status(), 'deleted')
    assert.isTrue((await passwordsOf(account.accountId)).every((password) => !password.live))
    const [kept] = await rowsOf(
      'select notification_addresses as addresses from technical_accounts'
    )
    assert.deepEqual(kept.addresses, [])
    for (const page of ['', '/password/create', '/suspension/create', '/overlap']) {
      const response = await signedIn(client.get(path + page), manager)
      response.assertStatus(404)
    }
    for (const act of ['suspension', 'password']) {
      const response = await submit(client.post(`${path}/${act}`), manager, {
        nonce: 'x'.repeat(22),
      })
      response.assertStatus(404)
    }
    for (const act of ['', '/suspension', '/overlap']) {
      const response = await submit(client.delete(path + act), manager)
      response.assertStatus(404)
    }
  })

  test('who may not: 403 for a plain user, 404 for strangers and across organisations', async ({
    assert,
    client,
  }) => {
    const { organisation, account, path } = await givenAnAccount()
    const user = await aPerson()
    await attach(user.id, organisation.id)
    const other = await givenAnAccount()
    const across = `${accountsPath(other.organisation.id)}/${account.accountId}`

    for (const [person, address, expected] of [
      [user, path, 403],
      [other.manager, path, 404],
      [other.manager, across, 404],
    ] as const) {
      const answers = [
        await signedIn(client.get(address), person),
        await signedIn(client.get(`${address}/suspension/create`), person),
        await signedIn(client.get(`${address}/overlap`), person),
        await submit(client.post(`${address}/suspension`), person),
        await submit(client.delete(`${address}/suspension`), person),
        await submit(client.delete(`${address}/overlap`), person),
        await submit(client.delete(address), person),
      ]
      assert.deepEqual(
        answers.map((answer) => answer.status()),
        answers.map(() => expected)
      )
    }
    assert.equal(await status(), 'active')
  })

  test('a visitor is sent to the login page and changes nothing', async ({ assert, client }) => {
    const { path } = await givenAnAccount()
    for (const request of [client.get(path), client.delete(path).withCsrfToken()]) {
      const response = await request.redirects(0)
      response.assertStatus(302)
      assert.match(response.header('location') ?? '', /\/login/)
    }
    assert.equal(await status(), 'active')
  })
})
