import { test } from '@japa/runner'
import { aCallingAccount, forgetCounts, raw } from '#tests/helpers/api_calls'
import { rowsOf } from '#tests/helpers/database'
import { age, aReset } from '#tests/helpers/technical_accounts'

const TOKEN = '/api/oauth/token'
const basic = ({ login, password }: { login: string; password: string }) =>
  `Basic ${Buffer.from(`${encodeURIComponent(login)}:${encodeURIComponent(password)}`).toString('base64')}`

const form = (
  account: { login: string; password: string },
  values: Record<string, string> = {}
) => ({
  grant_type: 'client_credentials',
  client_id: account.login,
  client_secret: account.password,
  ...values,
})

test.group('The token endpoint', (group) => {
  group.each.setup(() => forgetCounts())

  test('answers as the contract says, on both paths, and is never cached', async ({
    client,
    assert,
  }) => {
    const { account } = await aCallingAccount()
    for (const path of [TOKEN, '/oauth/token']) {
      const response = await client.post(path).form(form(account, { scope: 'openid' }))
      response.assertStatus(200)
      assert.sameMembers(Object.keys(response.body()), [
        'access_token',
        'token_type',
        'expires_in',
        'scope',
      ])
      assert.equal(response.body().token_type, 'Bearer')
      assert.strictEqual(response.body().expires_in, 3600)
      assert.equal(response.header('cache-control'), 'no-store')
      assert.exists(response.header('x-password-expires-at'))
      assert.notExists(response.header('set-cookie'))
    }
  })

  test('takes any known scope, in any order, or none; no other', async ({ client, assert }) => {
    const { account } = await aCallingAccount()
    const scopeFor = async (scope: string) =>
      (await client.post(TOKEN).form(form(account, { scope }))).body().scope
    assert.equal(await scopeFor(''), 'openid')
    assert.equal(await scopeFor('openid'), 'openid')
    assert.equal(await scopeFor('resource.READ  openid'), 'openid resource.READ')
    const metadata = await client.get('/.well-known/oauth-authorization-server')
    for (const scope of metadata.body().scopes_supported) {
      assert.equal(await scopeFor(scope), scope)
    }
    const none = await client.post(TOKEN).form(form(account))
    assert.equal(none.body().scope, 'openid')
    for (const scope of ['admin', 'openid admin', 'OPENID', 'resource.read']) {
      const response = await client.post(TOKEN).form(form(account, { scope }))
      response.assertStatus(400)
      assert.equal(response.body().error, 'invalid_scope')
    }
  })

  test('bad credentials: 400 from the form, 401 with a challenge from Basic', async ({
    client,
    assert,
  }) => {
    const { account } = await aCallingAccount()
    const wrong = { login: account.login, password: 'faux' }
    const post = await client.post(TOKEN).form(form(wrong))
    post.assertStatus(400)
    assert.equal(post.body().error, 'invalid_client')
    assert.isString(post.body().error_description)
    assert.notExists(post.header('www-authenticate'))
    assert.equal(post.header('cache-control'), 'no-store')

    const challenged = await client
      .post(TOKEN)
      .header('authorization', basic(wrong))
      .form({ grant_type: 'client_credentials' })
    challenged.assertStatus(401)
    assert.equal(challenged.body().error, 'invalid_client')
    assert.match(challenged.header('www-authenticate')!, /^Basic realm="/)

    const unknown = await client
      .post(TOKEN)
      .form(form({ login: 'TECH_0RIEN@habilis.test', password: 'faux' }))
    assert.deepEqual(unknown.body(), post.body())
  })

  test('what RFC 6749 calls an invalid request', async ({ client, assert }) => {
    const { account } = await aCallingAccount()
    const { client_id: id, client_secret: secret } = form(account)
    const cases: [string, string, string][] = [
      ['no grant', `client_id=${id}&client_secret=${secret}`, 'invalid_request'],
      [
        'another grant',
        `grant_type=password&client_id=${id}&client_secret=${secret}`,
        'unsupported_grant_type',
      ],
      [
        'a repeated parameter',
        `grant_type=client_credentials&client_id=${id}&client_id=${id}&client_secret=${secret}`,
        'invalid_request',
      ],
      ['no secret', `grant_type=client_credentials&client_id=${id}`, 'invalid_client'],
      [
        'an empty secret',
        `grant_type=client_credentials&client_id=${id}&client_secret=`,
        'invalid_client',
      ],
      ['nothing', '', 'invalid_client'],
      [
        'an array',
        `grant_type=client_credentials&client_id[]=${id}&client_secret=${secret}`,
        'invalid_client',
      ],
    ]
    for (const [name, body, error] of cases) {
      const answer = await raw(TOKEN, {
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body,
      })
      assert.equal(answer.status, 400, name)
      assert.equal(JSON.parse(answer.body).error, error, name)
    }
    const json = await client.post(TOKEN).json(form(account))
    json.assertStatus(400)
    assert.equal(json.body().error, 'invalid_request')
    const deep = await raw(TOKEN, {
      headers: { 'content-type': 'application/json' },
      body: `${'['.repeat(40_000)}${']'.repeat(40_000)}`,
    })
    assert.equal(deep.status, 400)
    const twice = await client
      .post(TOKEN)
      .header('authorization', basic(account))
      .form(form(account))
    twice.assertStatus(400)
    assert.equal(twice.body().error, 'invalid_request')
    const other = await client
      .post(TOKEN)
      .header('authorization', basic(account))
      .form({ grant_type: 'client_credentials', client_id: 'autre' })
    other.assertStatus(400)
    // Credentials in the address would end up in logs: they are not even looked at.
    const inUrl = await raw(`${TOKEN}?${new URLSearchParams(form(account))}`)
    assert.equal(inUrl.status, 400)
  })

  test('Basic by clients that do not encode, and with the same client_id beside it', async ({
    client,
  }) => {
    const { account } = await aCallingAccount()
    const plain = `Basic ${Buffer.from(`${account.login}:${account.password}`).toString('base64')}`
    const response = await client
      .post(TOKEN)
      .header('authorization', plain)
      .form({ grant_type: 'client_credentials', client_id: account.login })
    response.assertStatus(200)
  })

  test('expired, suspended, no manager: told to the right secret only', async ({
    client,
    assert,
  }) => {
    const { account } = await aCallingAccount()
    const described = async (password = account.password) =>
      (await client.post(TOKEN).form(form({ ...account, password }))).body()

    await rowsOf(`update technical_accounts set status = 'suspended'`)
    assert.deepInclude(await described(), { error: 'invalid_client' })
    assert.include((await described()).error_description, 'suspended')
    assert.notInclude((await described('x')).error_description, 'suspended')
    await rowsOf(`update technical_accounts set status = 'active'`)

    await rowsOf(`update attachments set role = 'user'`)
    assert.deepInclude(await described(), { error: 'unauthorized_client' })
    assert.deepInclude(await described('x'), { error: 'invalid_client' })
    await rowsOf(`update attachments set role = 'principal_manager'`)

    await age(account.accountId, 2400)
    const response = await client.post(TOKEN).form(form(account))
    response.assertStatus(400)
    assert.include(response.body().error_description, 'expired')
    assert.exists(response.header('x-password-expired-at'))
    assert.notInclude((await described('x')).error_description, 'expired')
  })

  test('a token is announced no longer than its password lives', async ({ client, assert }) => {
    const { account, organisation } = await aCallingAccount()
    await aReset(organisation.id, account.accountId, '1h')
    await rowsOf(
      `update technical_passwords set usable_until = now() + interval '10 minutes' where usable_until is not null`
    )
    const response = await client.post(TOKEN).form(form(account))
    assert.isAtMost(response.body().expires_in, 600)
    assert.isAtLeast(response.body().expires_in, 590)
  })
})
