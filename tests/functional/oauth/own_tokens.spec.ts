import { test } from '@japa/runner'
import { aCallingAccount, checkHealthWith, forgetCounts, raw } from '#tests/helpers/api_calls'
import { rowsOf } from '#tests/helpers/database'
import { aReset } from '#tests/helpers/technical_accounts'

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

    for (const [path, status] of [
      // RFC 7662 §2.3 and RFC 7009 §2.2.1.
      ['/api/oauth/introspect', 401],
      ['/api/oauth/revoke', 400],
    ] as const) {
      const anonymous = await client.post(path).form({ token })
      anonymous.assertStatus(status)
      assert.equal(anonymous.body().error, 'invalid_client')
      const wrong = await client.post(path).form({ ...form(account), client_secret: 'x', token })
      wrong.assertStatus(status)
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

  test('a token is good until it ends or its password does, whichever is first', async ({
    client,
    assert,
  }) => {
    const { account, organisation } = await aCallingAccount()
    const { access_token: token } = (await client.post(TOKEN).form(form(account))).body()
    const reset = await aReset(organisation.id, account.accountId, '1h')
    const introspect = async () =>
      (
        await client
          .post('/api/oauth/introspect')
          .form({ ...form({ ...account, password: reset.password }), token })
      ).body()
    const seconds = (date: Date) => Math.floor(date.getTime() / 1000)

    const { exp, iat } = await introspect()
    assert.equal(exp, Math.min(iat + 3600, seconds(reset.overlapEndsAt!)))
    const [{ end }] = await rowsOf(
      `update technical_passwords set usable_until = now() + interval '10 minutes'
       where usable_until is not null returning usable_until as end`
    )
    assert.equal((await introspect()).exp, seconds(end))
    await rowsOf(`update technical_passwords set usable_until = now() where version = 1`)
    assert.deepEqual(await introspect(), { active: false })
  })

  test('an address or method that is none is refused in the form of the RFC', async ({
    assert,
  }) => {
    for (const [method, path] of [
      ['GET', TOKEN],
      ['GET', '/oauth/token'],
      ['PROPFIND', TOKEN],
      ['POST', '/api/oauth/autre'],
    ]) {
      const answer = await raw(path, { method })
      assert.equal(answer.status, 404)
      assert.equal(JSON.parse(answer.body).error, 'invalid_request')
      assert.equal(answer.headers['cache-control'], 'no-store')
    }
  })
})
