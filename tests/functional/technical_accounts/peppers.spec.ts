import { test } from '@japa/runner'
import { KeyRing } from '#shared/keys/key_ring'
import { refuseUnknownPeppers } from '#technical_accounts'
import { rowsOf } from '#tests/helpers/database'
import { aManagedOrganisation } from '#tests/helpers/fixtures'
import { age, anAccount, aReset } from '#tests/helpers/technical_accounts'

const ring = (...entries: [string, number][]) =>
  KeyRing.parse(
    'TECHNICAL_PASSWORD_PEPPERS',
    entries.map(([id, byte]) => `${id}:${Buffer.alloc(32, byte).toString('base64')}`).join(',')
  )

test.group('Pepper self-test at start-up', () => {
  test('passes with the pepper of the passwords, and in an empty database', async ({ assert }) => {
    await assert.doesNotReject(() => refuseUnknownPeppers())
    const { organisation } = await aManagedOrganisation()
    await anAccount(organisation.id)
    await assert.doesNotReject(() => refuseUnknownPeppers())
  })

  test('refuses a ring without a pepper that live passwords need, and names it', async ({
    assert,
  }) => {
    const { organisation } = await aManagedOrganisation()
    await anAccount(organisation.id)
    await rowsOf(`update technical_passwords set pepper_id = 'old'`)
    await assert.rejects(
      () => refuseUnknownPeppers(ring(['new', 1])),
      /TECHNICAL_PASSWORD_PEPPERS: "old" missing/
    )
    await assert.doesNotReject(() => refuseUnknownPeppers(ring(['new', 1], ['old', 2])))
  })

  test('a pepper may go once its passwords have expired or were replaced', async ({ assert }) => {
    const { organisation } = await aManagedOrganisation()
    const { accountId } = await anAccount(organisation.id)
    await rowsOf(`update technical_passwords set pepper_id = 'old'`)
    await aReset(organisation.id, accountId, '1h')
    await assert.rejects(() => refuseUnknownPeppers())
    await age(accountId, 1)
    await assert.doesNotReject(() => refuseUnknownPeppers())
  })

  test('refuses another pepper under a name that is taken', async ({ assert }) => {
    await refuseUnknownPeppers(ring(['p', 1]))
    await assert.rejects(
      () => refuseUnknownPeppers(ring(['p', 2])),
      /"p" is not the pepper that this database/
    )
    await assert.doesNotReject(() => refuseUnknownPeppers(ring(['q', 2], ['p', 1])))
  })

  test('never says a pepper', async ({ assert }) => {
    await refuseUnknownPeppers(ring(['p', 1]))
    const error: Error = await refuseUnknownPeppers(ring(['p', 2])).then(
      () => assert.fail('it passed'),
      (reason) => reason
    )
    assert.notInclude(error.message, Buffer.alloc(32, 2).toString('base64'))
  })
})
