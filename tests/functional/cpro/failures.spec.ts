import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import limiter from '@adonisjs/limiter/services/main'
import {
  aToken,
  checkHealth,
  checkHealthWith,
  everyStatementDuring,
  aCallingAccount,
  forgetCounts,
} from '#tests/helpers/api_calls'
import { rowsOf } from '#tests/helpers/database'
import { aManagedOrganisation } from '#tests/helpers/fixtures'
import { anAccount, aReset } from '#tests/helpers/technical_accounts'
import {
  countFailedLogin,
  flushFailedLogins,
} from '../../../app/technical_accounts/authentication/failed_logins.js'
import { generatePassword } from '../../../app/technical_accounts/credential/technical_password.js'

const asOwner = async (sql: string) => (await db.connection('owner').rawQuery(sql)).rows

const reports = () =>
  rowsOf(
    `select payload from outbox_messages where job = 'technical_accounts.report_failed_logins'`
  )

test.group('Failed technical logins', (group) => {
  group.each.setup(() => forgetCounts())

  test('unknown login and wrong secret run the same statements', async ({ client, assert }) => {
    const { account } = await aCallingAccount()
    await checkHealth(client, { login: 'TECH_0RIEN@habilis.test', password: generatePassword() })
    const ofWrong = await everyStatementDuring(() =>
      checkHealth(client, { ...account, password: generatePassword() })
    )
    const ofUnknown = await everyStatementDuring(() =>
      checkHealth(client, { login: 'TECH_0RIEN@habilis.test', password: generatePassword() })
    )
    assert.deepEqual(ofUnknown, ofWrong)
    assert.lengthOf(ofWrong, 3, 'begin with its binding, the one statement, commit')
  })

  test('a typing error costs no statement', async ({ client, assert }) => {
    const { account } = await aCallingAccount()
    const typo = account.password.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a'))
    const statements = await everyStatementDuring(async () => {
      const response = await checkHealth(client, { ...account, password: typo })
      response.assertStatus(401)
    })
    assert.deepEqual(statements, [])
  })

  test('wrong secrets are told to wait; the right one never is', async ({ client, assert }) => {
    const { account } = await aCallingAccount()
    const token = await aToken(client, account)
    const wrong = () => checkHealth(client, { ...account, password: generatePassword() })
    for (let i = 0; i < 20; i++) (await wrong()).assertStatus(401)

    const waiting = await wrong()
    waiting.assertStatus(429)
    assert.isAbove(Number(waiting.header('retry-after')), 0)
    assert.equal(waiting.header('ratelimit-remaining'), '0')
    assert.equal(waiting.header('ratelimit-reset'), waiting.header('retry-after'))
    assert.equal(waiting.body().codeRetour, 429)
    ;(await checkHealth(client, account)).assertStatus(200)
    ;(await checkHealthWith(client, token)).assertStatus(200)

    // By source as well: made-up logins use up what the source has.
    for (let i = 0; i < 90; i++) {
      await checkHealth(client, { login: `TECH_${i}@habilis.test`, password: 'x' })
    }
    const elsewhere = await checkHealth(client, {
      login: 'TECH_0AUTRE@habilis.test',
      password: generatePassword(),
    })
    elsewhere.assertStatus(429)
    ;(await checkHealth(client, account)).assertStatus(200)
  })

  test('a superseded or expired secret is no failure, however often', async ({ client }) => {
    const { organisation, account } = await aCallingAccount()
    const reset = await aReset(organisation.id, account.accountId)
    for (let i = 0; i < 25; i++) (await checkHealth(client, account)).assertStatus(401)
    await rowsOf(`update technical_passwords set expires_at = now() where usable_until is null`)
    for (let i = 0; i < 25; i++) (await checkHealth(client, reset)).assertStatus(401)
    const first = await checkHealth(client, { ...account, password: generatePassword() })
    first.assertStatus(401)
  })

  test('the manager is told once of twenty failures in an hour', async ({ client, assert }) => {
    const { organisation, account } = await aCallingAccount()
    const fail = async (times: number) => {
      for (let i = 0; i < times; i++) {
        await checkHealth(client, { ...account, password: generatePassword() })
      }
      await flushFailedLogins()
    }
    await fail(19)
    assert.lengthOf(await reports(), 0)
    await fail(1)
    assert.deepEqual(await reports(), [
      { payload: { organisationId: organisation.id, accountId: account.accountId } },
    ])
    await fail(25)
    assert.lengthOf(await reports(), 1)

    const events = await rowsOf(
      `select organisation_id, subject from audit_events where action = 'technical_accounts.failures_reported'`
    )
    assert.deepEqual(events, [
      { organisation_id: organisation.id, subject: `technical_account:${account.accountId}` },
    ])

    await asOwner(`update throttles set updated_at = now() - interval '61 minutes'`)
    await limiter.clear()
    await fail(19)
    assert.lengthOf(await reports(), 1)
    await fail(1)
    assert.lengthOf(await reports(), 2)
  })

  test('nor do failures go untold that hide behind many others', async ({ client, assert }) => {
    const { account } = await aCallingAccount()
    await limiter
      .use('memory', { requests: 100, duration: '15 minutes' })
      .increment('failures:127.0.0.1', 100)
    for (let i = 0; i < 20; i++) {
      const response = await checkHealth(client, { ...account, password: generatePassword() })
      response.assertStatus(429)
    }
    await flushFailedLogins()
    assert.lengthOf(await reports(), 1)
  })

  test('an unreadable token beside the right secret is no failure', async ({ client, assert }) => {
    const { account } = await aCallingAccount()
    for (let i = 0; i < 110; i++) {
      const response = await checkHealth(client, account).bearerToken('hbat_autre')
      response.assertStatus(401)
    }
    const response = await checkHealth(client, account).bearerToken('hbat_autre')
    assert.include(response.header('www-authenticate'), 'invalid_token')
  })

  test('a count whose mail could not be asked for is not kept: the next failure tells', async ({
    client,
    assert,
    cleanup,
  }) => {
    const { account } = await aCallingAccount()
    const grant = () => asOwner('grant insert on outbox_messages to habilis_system')
    cleanup(grant)
    const fail = async (times: number) => {
      for (let i = 0; i < times; i++) {
        await checkHealth(client, { ...account, password: generatePassword() })
      }
      await flushFailedLogins()
    }
    await fail(19)
    await asOwner('revoke insert on outbox_messages from habilis_system')
    await fail(1)
    await grant()
    assert.lengthOf(await reports(), 0)
    await fail(1)
    assert.lengthOf(await reports(), 1)
  })

  test('failures of logins that do not exist leave nothing behind', async ({ assert }) => {
    await aCallingAccount()
    for (let i = 0; i < 5000; i++) countFailedLogin(`TECH_${i}INCONNU@habilis.test`)
    await flushFailedLogins()
    assert.deepEqual(await asOwner('select key from throttles'), [])
  })
})

test.group('Call limits', (group) => {
  group.each.setup(() => forgetCounts())

  test('every answer says what is left; too many calls are told when to come back', async ({
    client,
    assert,
  }) => {
    const { account } = await aCallingAccount()
    const before = await checkHealth(client, account)
    assert.equal(before.header('ratelimit-limit'), '6000')
    assert.equal(before.header('ratelimit-remaining'), '5999')
    assert.exists(before.header('ratelimit-reset'))

    const perAccount = limiter.use('memory', { requests: 6000, duration: '1 minute' })
    await perAccount.increment(`calls:account:${account.accountId}`, 6000)
    const beyond = await checkHealth(client, account)
    beyond.assertStatus(429)
    assert.equal(beyond.header('ratelimit-remaining'), '0')
    assert.isAbove(Number(beyond.header('retry-after')), 0)
    assert.exists(beyond.header('x-password-expires-at'))

    const other = await anAccount((await aManagedOrganisation()).organisation.id)
    ;(await checkHealth(client, other)).assertStatus(200)
  })

  test('a source that calls too often waits, whoever calls from it', async ({ client, assert }) => {
    const { account } = await aCallingAccount()
    const perSource = limiter.use('memory', { requests: 12_000, duration: '1 minute' })
    await perSource.increment('calls:source:127.0.0.1', 11_998)
    const last = await checkHealth(client, account)
    last.assertStatus(200)
    // What stops the client first is what it hears of.
    assert.equal(last.header('ratelimit-limit'), '12000')
    assert.equal(last.header('ratelimit-remaining'), '1')
    await checkHealth(client, account)
    const beyond = await checkHealth(client, account)
    beyond.assertStatus(429)
    assert.isAbove(Number(beyond.header('retry-after')), 0)
    const token = await client.post('/api/oauth/token').form({ grant_type: 'client_credentials' })
    token.assertStatus(429)
    assert.equal(token.body().error, 'temporarily_unavailable')
  })
})
