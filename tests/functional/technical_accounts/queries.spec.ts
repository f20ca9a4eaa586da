import { test } from '@japa/runner'
import { tenancy } from '#shared/tenancy/main'
import { earliestExpiry, listExpiringPasswords, listTechnicalAccounts } from '#technical_accounts'
import { rowsOf } from '#tests/helpers/database'
import { aManagedOrganisation } from '#tests/helpers/fixtures'
import { statementsDuring } from '#tests/helpers/statements'
import { age, anAccount, aReset } from '#tests/helpers/technical_accounts'

const within = <T>(organisationIds: number[], read: () => Promise<T>) =>
  tenancy.run({ organisationIds, actor: { kind: 'person', id: 1, label: 'test' } }, read)

test.group('What others read of technical accounts', () => {
  test('the sheet’s list: state, expiry, last use and overlap of each', async ({ assert }) => {
    const { organisation } = await aManagedOrganisation()
    const first = await anAccount(organisation.id, { label: 'ERP' })
    const second = await anAccount(organisation.id)
    const gone = await anAccount(organisation.id)
    await rowsOf(`update technical_accounts set status = 'deleted' where id = ?`, [gone.accountId])
    await age(first.accountId, 75 * 24)
    await rowsOf(
      `update technical_passwords set last_used_at = now() - interval '1 day', last_used_from = '192.0.2.7'
       where technical_account_id = ?`,
      [first.accountId]
    )
    await aReset(organisation.id, second.accountId, '24h')
    await rowsOf(
      `update technical_passwords set last_used_at = now(), last_used_from = '192.0.2.9'
       where technical_account_id = ? and version = 1`,
      [second.accountId]
    )

    const list = await within([organisation.id], () => listTechnicalAccounts(organisation.id))
    assert.deepEqual(
      list.map(({ login }) => login),
      [first.login, second.login]
    )
    assert.containSubset(list[0], {
      label: 'ERP',
      status: 'active',
      expiryState: 'soon',
      overlap: null,
      lastUse: { from: '192.0.2.7', password: 'current' },
    })
    assert.closeTo(list[0].fractionElapsed, 0.75, 0.001)
    assert.containSubset(list[1], {
      expiryState: 'valid',
      version: 2,
      lastUse: { from: '192.0.2.9', password: 'previous' },
      overlap: { lastUse: { from: '192.0.2.9' } },
    })
    await age(second.accountId, 24)
    const [, later] = await within([organisation.id], () => listTechnicalAccounts(organisation.id))
    assert.isNull(later.overlap)
  })

  test('the banner: active accounts within 30 days of their end, the most urgent first', async ({
    assert,
  }) => {
    const one = await aManagedOrganisation()
    const other = await aManagedOrganisation()
    const soon = await anAccount(one.organisation.id)
    const expired = await anAccount(other.organisation.id)
    await anAccount(other.organisation.id)
    const suspended = await anAccount(other.organisation.id)
    await age(soon.accountId, 71 * 24)
    await age(expired.accountId, 101 * 24)
    await age(suspended.accountId, 99 * 24)
    await rowsOf(`update technical_accounts set status = 'suspended' where id = ?`, [
      suspended.accountId,
    ])
    const ids = [one.organisation.id, other.organisation.id]
    const list = await within(ids, () => listExpiringPasswords(ids))
    assert.deepEqual(
      list.map(({ login, expired: over }) => [login, over]),
      [
        [expired.login, true],
        [soon.login, false],
      ]
    )
    assert.deepEqual(
      await within(ids, () => earliestExpiry(other.organisation.id)),
      list[0].expiresAt
    )
  })

  test('the banner begins 30 times 24 hours before the end', async ({ assert }) => {
    const { organisation } = await aManagedOrganisation()
    await anAccount(organisation.id)
    const seen = async (left: string) => {
      await rowsOf(`update technical_passwords set expires_at = now() + interval '${left}'`)
      return (await within([organisation.id], () => listExpiringPasswords([organisation.id])))
        .length
    }
    assert.equal(await seen('720 hours'), 1)
    assert.equal(await seen('721 hours'), 0)
  })

  test('one organisation’s reader sees nothing of another’s', async ({ assert }) => {
    const { organisation } = await aManagedOrganisation()
    const other = await aManagedOrganisation()
    const { accountId } = await anAccount(other.organisation.id)
    await age(accountId, 99 * 24)
    const id = other.organisation.id
    assert.deepEqual(await within([organisation.id], () => listTechnicalAccounts(id)), [])
    assert.deepEqual(await within([organisation.id], () => listExpiringPasswords([id])), [])
    assert.isNull(await within([organisation.id], () => earliestExpiry(id)))
    assert.deepEqual(await within([organisation.id], () => listExpiringPasswords([])), [])
  })

  test('the number of statements does not grow with the accounts', async ({ assert }) => {
    const { organisation } = await aManagedOrganisation()
    const count = () =>
      statementsDuring(async () => {
        await within([organisation.id], () => listTechnicalAccounts(organisation.id))
        await within([organisation.id], () => listExpiringPasswords([organisation.id]))
      })
    await anAccount(organisation.id)
    const before = await count()
    for (let n = 0; n < 10; n++) await anAccount(organisation.id)
    assert.equal(await count(), before)
  })
})
