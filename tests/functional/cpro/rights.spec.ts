import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import {
  aToken,
  call,
  checkHealth,
  checkHealthWith,
  forgetCounts,
  aCallingAccount,
} from '#tests/helpers/api_calls'
import { rowsOf } from '#tests/helpers/database'
import { anOrganisation, aPerson, attach } from '#tests/helpers/fixtures'
import { type anAccount } from '#tests/helpers/technical_accounts'

type Account = Awaited<ReturnType<typeof anAccount>>

const consult = async (client: ApiClient, account: Account, id: number) =>
  (await call(client, 'structures/v1/consulter', account, { idStructureCPP: id })).status()

test.group('Rights of a technical account', (group) => {
  group.each.setup(() => forgetCounts())

  test('are those of the principal manager, on all of that person’s organisations', async ({
    client,
    assert,
  }) => {
    const { account, manager } = await aCallingAccount()
    const second = await anOrganisation()
    const stranger = await anOrganisation()
    assert.equal(await consult(client, account, second.id), 404)
    await attach(manager.id, second.id)
    assert.equal(await consult(client, account, second.id), 200)
    assert.equal(await consult(client, account, stranger.id), 404)
  })

  test('change with the manager, at the very next call', async ({ client, assert }) => {
    const { account, manager, organisation } = await aCallingAccount()
    const mine = await anOrganisation()
    await attach(manager.id, mine.id)
    const successor = await aPerson()
    const theirs = await anOrganisation()
    await attach(successor.id, theirs.id)
    const attachmentId = await attach(successor.id, organisation.id)
    const token = await aToken(client, account)
    assert.equal(await consult(client, account, mine.id), 200)
    assert.equal(await consult(client, account, theirs.id), 404)

    await rowsOf(`update attachments set role = 'user' where user_id = ?`, [manager.id])
    await rowsOf(`update attachments set role = 'principal_manager' where id = ?`, [attachmentId])
    assert.equal(await consult(client, account, mine.id), 404)
    assert.equal(await consult(client, account, theirs.id), 200)
    const byToken = await client
      .post('/cpro/structures/v1/consulter')
      .bearerToken(token)
      .json({ idStructureCPP: mine.id })
    byToken.assertStatus(404)
  })

  test('end with a detachment, at the very next call', async ({ client, assert }) => {
    const { account, manager } = await aCallingAccount()
    const second = await anOrganisation()
    const attachmentId = await attach(manager.id, second.id)
    assert.equal(await consult(client, account, second.id), 200)
    for (const status of ['deactivated', 'pending', 'refused', 'removed']) {
      await rowsOf('update attachments set status = ? where id = ?', [status, attachmentId])
      assert.equal(await consult(client, account, second.id), 404, status)
    }
  })

  test('reach no deactivated organisation, though its manager reads it', async ({
    client,
    assert,
  }) => {
    const { account, manager } = await aCallingAccount()
    const second = await anOrganisation()
    await attach(manager.id, second.id, { role: 'principal_manager' })
    assert.equal(await consult(client, account, second.id), 200)
    await rowsOf(`update organisations set status = 'inactive' where id = ?`, [second.id])
    assert.equal(await consult(client, account, second.id), 404)
  })

  const ENDINGS: [string, string, RegExp][] = [
    ['no principal manager', `update attachments set role = 'user'`, /gestionnaire principal/],
    ['a deactivated manager', 'update users set deactivated_at = now()', /gestionnaire principal/],
    ['a deactivated organisation', `update organisations set status = 'inactive'`, /désactivée/],
  ]
  for (const [situation, sql, words] of ENDINGS) {
    test(`with ${situation}: 403 that says what is missing`, async ({ client, assert }) => {
      const { account } = await aCallingAccount()
      const token = await aToken(client, account)
      await rowsOf(sql)
      for (const response of [
        await checkHealth(client, account),
        await checkHealthWith(client, token),
      ]) {
        response.assertStatus(403)
        assert.equal(response.body().codeRetour, 403)
        assert.match(response.body().libelle, words)
        assert.exists(response.header('x-password-expires-at'))
      }
      ;(await checkHealth(client, { ...account, password: 'x' })).assertStatus(401)
    })
  }
})
