import { test } from '@japa/runner'
import { rowsOf } from '#tests/helpers/database'
import { aManagedOrganisation, aPerson, attach } from '#tests/helpers/fixtures'
import { signedIn } from '#tests/helpers/signed_in'
import {
  accountsPath,
  age,
  aNonce,
  anAccount,
  aReset,
  jobsQueued,
  journal,
  passwordsOf,
  readRecap,
  submit,
} from '#tests/helpers/technical_accounts'

const HOUR = 3600 * 1000

async function givenAnAccount() {
  const { manager, organisation } = await aManagedOrganisation()
  const account = await anAccount(organisation.id)
  await rowsOf('delete from outbox_messages')
  return {
    manager,
    organisation,
    account,
    path: `${accountsPath(organisation.id)}/${account.accountId}/password`,
  }
}

const live = async (accountId: number) =>
  (await passwordsOf(accountId)).filter((password) => password.live).map(({ version }) => version)

test.group('Resetting a technical password', () => {
  test('the confirmation names the account and offers the overlap', async ({ client }) => {
    const { manager, account, path } = await givenAnAccount()
    const response = await signedIn(client.get(`${path}/create`), manager)
    response.assertStatus(200)
    response.assertTextIncludes(account.login)
    for (const overlap of ['none', '1h', '24h', '7d']) {
      response.assertTextIncludes(`value="${overlap}"`)
    }
  })

  test('by default the old password is dead at once', async ({ assert, client }) => {
    const { manager, account, path } = await givenAnAccount()
    const response = await submit(client.post(path), manager, { nonce: aNonce() })

    response.assertStatus(200)
    response.assertHeader('cache-control', 'no-store')
    response.assertTextIncludes('indiquer le nouveau mot de passe')
    const recap = readRecap(response)
    assert.equal(recap.login, account.login)
    assert.notEqual(recap.password, account.password)
    assert.deepEqual(await live(account.accountId), [2])
    assert.deepEqual(await jobsQueued(), ['technical_accounts.send_password_reset_mail'])
    assert.deepEqual(await journal(), [
      'technical_accounts.created',
      'technical_accounts.password_reset',
    ])
  })

  for (const [overlap, hours] of [
    ['1h', 1],
    ['24h', 24],
    ['7d', 168],
  ] as const) {
    test(`with an overlap of ${overlap} both live until its last instant`, async ({
      assert,
      client,
    }) => {
      const { manager, account, path } = await givenAnAccount()
      await submit(client.post(path), manager, { nonce: aNonce(), overlap })

      assert.deepEqual(await live(account.accountId), [1, 2])
      const [old, current] = await passwordsOf(account.accountId)
      assert.equal(old.usable_until!.getTime() - current.created_at.getTime(), hours * HOUR)
      await age(account.accountId, hours - 0.01)
      assert.deepEqual(await live(account.accountId), [1, 2])
      await age(account.accountId, 0.01)
      assert.deepEqual(await live(account.accountId), [2])
    })
  }

  test('an overlap does not go past the old password’s own expiry', async ({ assert }) => {
    const { organisation, account } = await givenAnAccount()
    await age(account.accountId, 100 * 24 - 12)
    const reset = await aReset(organisation.id, account.accountId, '24h')
    const [old] = await passwordsOf(account.accountId)
    assert.deepEqual(old.usable_until, old.expires_at)
    assert.deepEqual(reset.overlapEndsAt, old.expires_at)
  })

  test('an expired password is not revived by an overlap', async ({ assert }) => {
    const { organisation, account } = await givenAnAccount()
    await age(account.accountId, 100 * 24 + 1)
    const reset = await aReset(organisation.id, account.accountId, '7d')
    assert.isNull(reset.overlapEndsAt)
    assert.deepEqual(await live(account.accountId), [2])
  })

  test('a second reset kills the previous overlap: at most two live', async ({ assert }) => {
    const { organisation, account } = await givenAnAccount()
    await aReset(organisation.id, account.accountId, '7d')
    await aReset(organisation.id, account.accountId, '1h')
    assert.deepEqual(await live(account.accountId), [2, 3])
    await aReset(organisation.id, account.accountId, 'none')
    assert.deepEqual(await live(account.accountId), [4])
  })

  test('fifty resets at once leave exactly one current password, and at most two that live', async ({
    assert,
  }) => {
    const { organisation, account } = await givenAnAccount()
    const overlaps = ['none', '1h', '24h', '7d'] as const
    const results = await Promise.allSettled(
      Array.from({ length: 50 }, (_, n) =>
        aReset(organisation.id, account.accountId, overlaps[n % 4])
      )
    )
    const passwords = await passwordsOf(account.accountId)
    const done = results.filter(({ status }) => status === 'fulfilled').length

    assert.isAbove(done, 1)
    assert.equal(passwords.length, done + 1)
    assert.deepEqual(
      passwords.filter((password) => password.usable_until === null).map(({ version }) => version),
      [done + 1]
    )
    assert.isAtMost((await live(account.accountId)).length, 2)
    assert.equal(
      new Set(results.flatMap((r) => (r.status === 'fulfilled' ? [r.value.password] : []))).size,
      done
    )
  })

  test('fifty resets over HTTP: one current password, and each answer shows another one', async ({
    assert,
    client,
  }) => {
    const { manager, account, path } = await givenAnAccount()
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => submit(client.post(path), manager, { nonce: aNonce() }))
    )
    const shown = answers
      .filter((answer) => answer.status() === 200)
      .map((answer) => readRecap(answer))
    // An overloaded pool answers 503 and does nothing; anything else would be a fault.
    assert.isTrue(answers.every((answer) => [200, 503].includes(answer.status())))
    assert.equal(new Set(shown.map(({ password }) => password)).size, shown.length)
    assert.lengthOf(await passwordsOf(account.accountId), shown.length + 1)
    assert.lengthOf(await live(account.accountId), 1)
  })

  test('a second POST of the same form resets nothing and shows no password', async ({
    assert,
    client,
  }) => {
    const { manager, account, path } = await givenAnAccount()
    const form = { nonce: aNonce() }
    const { password } = readRecap(await submit(client.post(path), manager, form))
    const again = await submit(client.post(path), manager, form)

    again.assertStatus(409)
    assert.notInclude(again.text(), password)
    assert.lengthOf(await passwordsOf(account.accountId), 2)
  })

  test('a malformed choice resets nothing', async ({ assert, client }) => {
    const { manager, account, path } = await givenAnAccount()
    for (const form of [{ overlap: '30d', nonce: aNonce() }, { overlap: 'none' }]) {
      const response = await submit(client.post(path), manager, form)
      response.assertStatus(302)
    }
    assert.lengthOf(await passwordsOf(account.accountId), 1)
  })

  test('who may not: 403 for a plain user, 404 for a stranger and across organisations', async ({
    assert,
    client,
  }) => {
    const { organisation, account, path } = await givenAnAccount()
    const user = await aPerson()
    await attach(user.id, organisation.id)
    const other = await givenAnAccount()

    for (const [person, address, status] of [
      [user, path, 403],
      [other.manager, path, 404],
      // One's own organisation, somebody else's account.
      [other.manager, `${accountsPath(other.organisation.id)}/${account.accountId}/password`, 404],
    ] as const) {
      const get = await signedIn(client.get(`${address}/create`), person)
      get.assertStatus(status)
      const post = await submit(client.post(address), person, { nonce: aNonce() })
      post.assertStatus(status)
    }
    assert.lengthOf(await passwordsOf(account.accountId), 1)
  })

  test('asked for again when the password was given long ago', async ({ assert, client }) => {
    const { manager, account, path } = await givenAnAccount()
    const response = await signedIn(client.post(path), manager, { confirmed: false })
      .withCsrfToken()
      .redirects(0)
      .form({ nonce: aNonce() })
    response.assertStatus(302)
    assert.match(response.header('location') ?? '', /\/reauthentication/)
    assert.lengthOf(await passwordsOf(account.accountId), 1)
  })
})

test.group('Ending an overlap', () => {
  test('the previous password dies at once, and the journal has it', async ({ assert, client }) => {
    const { manager, organisation, account, path } = await givenAnAccount()
    await aReset(organisation.id, account.accountId, '7d')
    const response = await submit(client.delete(path.replace('password', 'overlap')), manager)

    response.assertStatus(302)
    assert.deepEqual(await live(account.accountId), [2])
    assert.include(await journal(), 'technical_accounts.overlap_ended')
  })

  test('twice is harmless, and ends nothing else', async ({ assert, client }) => {
    const { manager, organisation, account, path } = await givenAnAccount()
    await aReset(organisation.id, account.accountId, '1h')
    for (let turn = 0; turn < 2; turn++) {
      await submit(client.delete(path.replace('password', 'overlap')), manager)
    }
    assert.deepEqual(await live(account.accountId), [2])
    assert.lengthOf(
      (await journal()).filter((action) => action === 'technical_accounts.overlap_ended'),
      1
    )
  })
})
