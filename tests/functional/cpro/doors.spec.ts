import { test } from '@japa/runner'
import {
  aCallingAccount,
  aToken,
  checkHealth,
  cproAccount,
  forgetCounts,
  raw,
} from '#tests/helpers/api_calls'
import { PASSWORD } from '#tests/helpers/fixtures'
import { signedIn } from '#tests/helpers/signed_in'

const HEALTH = '/cpro/transverses/v1/health-check'

test.group('People and machines keep to their own doors', (group) => {
  group.each.setup(() => forgetCounts())

  test('a person’s credentials and session mean nothing to the API', async ({ client }) => {
    const { manager } = await aCallingAccount()
    const withPassword = await checkHealth(client, {
      login: manager.login_email,
      password: PASSWORD,
    })
    withPassword.assertStatus(401)
    const withSession = await signedIn(client.get(HEALTH), manager)
    withSession.assertStatus(401)
    const token = await client.post('/api/oauth/token').form({
      grant_type: 'client_credentials',
      client_id: manager.login_email,
      client_secret: PASSWORD,
    })
    token.assertStatus(400)
  })

  test('the API sets no cookie', async ({ client, assert }) => {
    const { account, manager } = await aCallingAccount()
    const response = await signedIn(checkHealth(client, account), manager)
    response.assertStatus(200)
    assert.notExists(response.header('set-cookie'))
  })

  test('a technical account’s credentials open no page', async ({ client, assert }) => {
    const { account, organisation } = await aCallingAccount()
    const login = await client
      .post('/login')
      .withCsrfToken()
      .redirects(0)
      .form({ login: account.login, email: account.login, password: account.password })
    assert.notEqual(login.header('location'), '/')
    const token = await aToken(client, account)
    for (const path of ['/manager-activities', `/organisations/${organisation.id}`]) {
      const page = await client
        .get(path)
        .redirects(0)
        .header('cpro-account', cproAccount(account))
        .bearerToken(token)
      assert.equal(page.status(), 302)
      assert.include(page.header('location'), '/login')
    }
  })

  test('a repeated header is refused, whichever comes first', async ({ assert }) => {
    const { account } = await aCallingAccount()
    const right = cproAccount(account)
    for (const value of [
      [right, right],
      [right, 'x'],
      ['x', right],
    ]) {
      const answer = await raw(HEALTH, { method: 'GET', headers: { 'cpro-account': value } })
      assert.equal(answer.status, 401)
    }
  })
})
