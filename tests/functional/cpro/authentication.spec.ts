import { test } from '@japa/runner'
import env from '#start/env'
import {
  aCallingAccount,
  aToken,
  call,
  checkHealth,
  checkHealthWith,
  forgetCounts,
} from '#tests/helpers/api_calls'
import { rowsOf } from '#tests/helpers/database'
import { anAccount, aReset } from '#tests/helpers/technical_accounts'
import { lastUsesRecorded } from '../../../app/technical_accounts/authentication/last_use.js'

const HEALTH = '/cpro/transverses/v1/health-check'
const CHALLENGE =
  /^Bearer realm="[^"]+",error="Unauthorized",error_description="login or password incorrects"$/

test.group('Technical credentials', (group) => {
  group.each.setup(() => forgetCounts())

  test('the password alone lets the account in', async ({ client, assert }) => {
    const { account } = await aCallingAccount()
    const response = await checkHealth(client, account)
    response.assertStatus(200)
    assert.deepEqual(response.body(), {
      statusCodeValue: 200,
      statusCode: 'OK',
      body: response.body().body,
    })
    assert.isString(response.body().body)
  })

  test('the token alone lets the account in, and both together do', async ({ client }) => {
    const { account } = await aCallingAccount()
    const token = await aToken(client, account)
    const alone = await checkHealthWith(client, token)
    alone.assertStatus(200)
    const both = await checkHealth(client, account).bearerToken(token)
    both.assertStatus(200)
  })

  test('token and cpro-account must be of one account, and both right', async ({ client }) => {
    const { organisation, account } = await aCallingAccount()
    const other = await anAccount(organisation.id)
    const token = await aToken(client, account)

    const mixed = await checkHealth(client, other).bearerToken(token)
    mixed.assertStatus(401)
    const wrongPassword = await checkHealth(client, { ...account, password: 'x' }).bearerToken(
      token
    )
    wrongPassword.assertStatus(401)
    const wrongToken = await checkHealth(client, account).bearerToken(`${token}x`)
    wrongToken.assertStatus(401)
  })

  test('a wrong password is refused in the words clients look for', async ({ client, assert }) => {
    const { account } = await aCallingAccount()
    const { account: another } = await aCallingAccount()
    for (const wrong of [another.password, 'mot de passe', `${account.password}x`]) {
      const response = await checkHealth(client, { ...account, password: wrong })
      response.assertStatus(401)
      assert.match(response.header('www-authenticate')!, CHALLENGE)
      assert.deepEqual(Object.keys(response.body()), ['codeRetour', 'libelle'])
      assert.equal(response.body().codeRetour, 401)
      assert.notExists(response.header('x-password-expires-at'))
    }
  })

  test('an unknown login gets the very answer of a wrong password', async ({ client, assert }) => {
    const { account } = await aCallingAccount()
    const { account: other } = await aCallingAccount()
    const wrong = await checkHealth(client, { ...account, password: other.password })
    const unknown = await checkHealth(client, {
      login: 'TECH_9PERSONNE@habilis.test',
      password: other.password,
    })
    assert.deepEqual(unknown.body(), wrong.body())
    assert.equal(unknown.status(), wrong.status())
    assert.equal(unknown.header('www-authenticate'), wrong.header('www-authenticate'))
    assert.sameMembers(Object.keys(unknown.headers()), Object.keys(wrong.headers()))
  })

  test('without credentials: 401, and how to bring them', async ({ client, assert }) => {
    const response = await client.get(HEALTH)
    response.assertStatus(401)
    assert.match(response.header('www-authenticate')!, /^Bearer realm="[^"]+"$/)
    assert.equal(response.body().codeRetour, 401)
  })

  test('suspended: 403 that says so, to the right secret only', async ({ client, assert }) => {
    const { account } = await aCallingAccount()
    const token = await aToken(client, account)
    await rowsOf(`update technical_accounts set status = 'suspended'`)
    const right = await checkHealth(client, account)
    right.assertStatus(403)
    assert.equal(right.body().codeRetour, 403)
    assert.include(right.body().libelle, 'suspendu')
    assert.exists(right.header('x-password-expires-at'))
    ;(await checkHealthWith(client, token)).assertStatus(403)
    ;(await checkHealth(client, { ...account, password: 'x' })).assertStatus(401)
  })

  test('a deleted account is unknown, its token too', async ({ client }) => {
    const { account } = await aCallingAccount()
    const token = await aToken(client, account)
    await rowsOf(`update technical_accounts set status = 'deleted', deleted_at = now()`)
    ;(await checkHealth(client, account)).assertStatus(401)
    ;(await checkHealthWith(client, token)).assertStatus(401)
  })

  test('last use: when, from where, with which generation; once a minute', async ({
    client,
    assert,
  }) => {
    const { organisation, account } = await aCallingAccount()
    const reset = await aReset(organisation.id, account.accountId, '1h')
    const uses = async () => {
      await lastUsesRecorded()
      return rowsOf(
        'select version, last_used_at, last_used_from from technical_passwords order by version'
      )
    }
    await checkHealth(client, account)
    const [old, current] = await uses()
    assert.match(old.last_used_from, /127\.0\.0\.1|::1/)
    assert.isNull(current.last_used_at)

    await checkHealth(client, reset)
    await checkHealth(client, account)
    const [again, used] = await uses()
    assert.deepEqual(again.last_used_at, old.last_used_at)
    assert.isNotNull(used.last_used_at)

    await rowsOf(`update technical_passwords set last_used_at = now() - interval '61 seconds'`)
    await checkHealth(client, account)
    const [later] = await uses()
    assert.isAbove(later.last_used_at.getTime(), Date.now() - 30_000)
  })

  test('a refused call leaves its last use recorded', async ({ client, assert }) => {
    const { account } = await aCallingAccount()
    await call(client, 'structures/v1/consulter', account, { idStructureCPP: 999_999 })
    await lastUsesRecorded()
    const [{ last_used_at: at }] = await rowsOf('select last_used_at from technical_passwords')
    assert.isNotNull(at)
  })

  test('where the installation wants it, cpro-account needs a token beside it', async ({
    client,
    assert,
    cleanup,
  }) => {
    const { account } = await aCallingAccount()
    const token = await aToken(client, account)
    env.set('CPRO_ACCOUNT_ALONE', false)
    cleanup(() => env.set('CPRO_ACCOUNT_ALONE', true))
    const alone = await checkHealth(client, account)
    alone.assertStatus(401)
    assert.include(alone.body().libelle, 'jeton')
    ;(await checkHealth(client, account).bearerToken(token)).assertStatus(200)
    ;(await checkHealthWith(client, token)).assertStatus(200)
  })
})
