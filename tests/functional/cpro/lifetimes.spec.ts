import { test } from '@japa/runner'
import {
  aCallingAccount,
  aToken,
  call,
  checkHealth,
  checkHealthWith,
  cproAccount,
  forgetCounts,
  raw,
} from '#tests/helpers/api_calls'
import { rowsOf } from '#tests/helpers/database'
import { age, aReset } from '#tests/helpers/technical_accounts'

const EVERY_24_HOURS = 24
const CHALLENGE =
  /^Bearer realm="[^"]+",error="Unauthorized",error_description="login or password incorrects"$/

test.group('The life of technical credentials', (group) => {
  group.each.setup(() => forgetCounts())

  test('every authenticated answer says when the password ends, errors too', async ({
    client,
    assert,
  }) => {
    const { account } = await aCallingAccount()
    const headers = { 'cpro-account': cproAccount(account), 'content-type': 'application/json' }
    const rechercher = '/cpro/structures/v1/rechercher'
    for (const [status, path, request] of [
      [400, rechercher, { headers, body: '{' }],
      [415, rechercher, { headers: { ...headers, 'content-type': 'text/plain' }, body: '{}' }],
      [413, rechercher, { headers, body: ' '.repeat(102_401) }],
      [404, '/cpro/structures/v1/inconnu', { headers }],
      [405, rechercher, { headers, method: 'GET' }],
    ] as const) {
      const answer = await raw(path, request)
      assert.equal(answer.status, status)
      assert.equal(answer.headers['x-password-expires-at'], account.expiresAt.toISOString())
      assert.exists(answer.headers['ratelimit-remaining'])
    }
    for (const response of [
      await checkHealth(client, account),
      await call(client, 'structures/v1/consulter', account, { idStructureCPP: 999_999 }),
      await call(client, 'structures/v1/consulter', account, { idStructureCPP: 'abc' }),
      await checkHealthWith(client, await aToken(client, account)),
    ]) {
      assert.equal(response.header('x-password-expires-at'), account.expiresAt.toISOString())
      assert.equal(response.header('x-password-expires-in'), '99')
      assert.notExists(response.header('x-password-deprecated'))
    }
  })

  test('an expired password is told to the right secret only', async ({ client, assert }) => {
    const { account } = await aCallingAccount()
    const token = await aToken(client, account)
    await age(account.accountId, 100 * EVERY_24_HOURS)

    const right = await checkHealth(client, account)
    right.assertStatus(401)
    assert.include(right.body().libelle, 'expiré')
    assert.match(right.header('www-authenticate')!, CHALLENGE)
    assert.exists(right.header('x-password-expired-at'))
    const byToken = await checkHealthWith(client, token)
    byToken.assertStatus(401)

    const wrong = await checkHealth(client, { ...account, password: `${account.password}x` })
    wrong.assertStatus(401)
    assert.notInclude(wrong.body().libelle, 'expiré')
    assert.notExists(wrong.header('x-password-expired-at'))
  })

  test('a password works until its last second and not at it', async ({ client }) => {
    const { account } = await aCallingAccount()
    const endIn = (milliseconds: number) =>
      rowsOf(
        `update technical_passwords set expires_at = clock_timestamp() + ? * interval '1 ms'`,
        [milliseconds]
      )
    await endIn(60_000)
    ;(await checkHealth(client, account)).assertStatus(200)
    await endIn(0)
    ;(await checkHealth(client, account)).assertStatus(401)
  })

  test('a reset without overlap kills password and token at the very next call', async ({
    client,
    assert,
  }) => {
    const { organisation, account } = await aCallingAccount()
    const token = await aToken(client, account)
    ;(await checkHealthWith(client, token)).assertStatus(200)

    const reset = await aReset(organisation.id, account.accountId)
    const oldPassword = await checkHealth(client, account)
    oldPassword.assertStatus(401)
    const oldToken = await checkHealthWith(client, token)
    oldToken.assertStatus(401)
    assert.include(oldToken.header('www-authenticate'), 'error="invalid_token"')
    ;(await checkHealth(client, reset)).assertStatus(200)
  })

  test('in an overlap the old password and its token work, and are told to be old', async ({
    client,
    assert,
  }) => {
    const { organisation, account } = await aCallingAccount()
    const token = await aToken(client, account)
    const reset = await aReset(organisation.id, account.accountId, '24h')

    for (const old of [await checkHealth(client, account), await checkHealthWith(client, token)]) {
      old.assertStatus(200)
      assert.equal(old.header('x-password-deprecated'), 'true')
      assert.equal(old.header('x-password-expires-at'), reset.overlapEndsAt!.toISOString())
      assert.equal(old.header('x-password-expires-in'), '0')
    }
    const current = await checkHealth(client, reset)
    current.assertStatus(200)
    assert.notExists(current.header('x-password-deprecated'))

    // The old token beside the new password: the call still leans on the old one.
    const mixed = await checkHealth(client, reset).bearerToken(token)
    mixed.assertStatus(200)
    assert.equal(mixed.header('x-password-deprecated'), 'true')

    await rowsOf(
      `update technical_passwords set usable_until = now() where usable_until is not null`
    )
    ;(await checkHealth(client, account)).assertStatus(401)
    ;(await checkHealthWith(client, token)).assertStatus(401)
    ;(await checkHealth(client, reset).bearerToken(token)).assertStatus(401)
    ;(await checkHealth(client, reset)).assertStatus(200)
  })

  test('a second reset ends the first overlap', async ({ client }) => {
    const { organisation, account } = await aCallingAccount()
    const second = await aReset(organisation.id, account.accountId, '7d')
    const third = await aReset(organisation.id, account.accountId, '7d')
    ;(await checkHealth(client, account)).assertStatus(401)
    ;(await checkHealth(client, second)).assertStatus(200)
    ;(await checkHealth(client, third)).assertStatus(200)
  })

  test('a token dies one hour after it was made', async ({ client, assert }) => {
    const { account } = await aCallingAccount()
    const { issueToken } =
      await import('../../../app/technical_accounts/credential/access_token.js')
    const { tokenKeys } = await import('../../../app/technical_accounts/token_keys.js')
    const tokenAged = (seconds: number) =>
      issueToken(
        tokenKeys,
        { accountId: account.accountId, credentialVersion: 1, scope: 'openid' },
        new Date(Date.now() - seconds * 1000)
      ).token
    ;(await checkHealthWith(client, tokenAged(3590))).assertStatus(200)
    const dead = await checkHealthWith(client, tokenAged(3601))
    dead.assertStatus(401)
    assert.include(dead.header('www-authenticate'), 'invalid_token')
  })
})
