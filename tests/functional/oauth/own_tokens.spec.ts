import { test } from '@japa/runner'
import { aCallingAccount, checkHealthWith, forgetCounts } from '#tests/helpers/api_calls'

const TOKEN = '/api/oauth/token'

const form = (
  account: { login: string; password: string },
  values: Record<string, string> = {}
) => ({
  grant_type: 'client_credentials',
  client_id: account.login,
  client_secret: account.password,
  ...values,
})

test.group('Revocation and introspection', (group) => {
  group.each.setup(() => forgetCounts())

  test('revocation and introspection are for the account’s own tokens', async ({
    client,
    assert,
  }) => {
    const { account } = await aCallingAccount()
    const { account: other } = await aCallingAccount()
    const { access_token: token } = (await client.post(TOKEN).form(form(account))).body()

    const seen = await client.post('/api/oauth/introspect').form({ ...form(other), token })
    assert.deepEqual(seen.body(), { active: false })
    const refused = await client.post('/api/oauth/revoke').form({ ...form(other), token })
    refused.assertStatus(400)
    ;(await checkHealthWith(client, token)).assertStatus(200)

    for (const path of ['/api/oauth/introspect', '/api/oauth/revoke']) {
      const anonymous = await client.post(path).form({ token })
      anonymous.assertStatus(400)
      const without = await client.post(path).form(form(account))
      without.assertStatus(400)
      assert.equal(without.body().error, 'invalid_request')
    }
    const nonsense = await client.post('/api/oauth/revoke').form({ ...form(account), token: 'x' })
    nonsense.assertStatus(200)
    for (let i = 0; i < 2; i++) {
      const revoked = await client.post('/api/oauth/revoke').form({ ...form(account), token })
      revoked.assertStatus(200)
    }
    ;(await checkHealthWith(client, token)).assertStatus(401)
  })
})
