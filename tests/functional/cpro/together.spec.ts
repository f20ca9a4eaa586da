import { test } from '@japa/runner'
import type { ApiResponse } from '@japa/api-client'
import { generatePassword } from '../../../app/technical_accounts/credential/technical_password.js'
import { aManagedOrganisation } from '#tests/helpers/fixtures'
import { call, checkHealthWith, aToken, forgetCounts } from '#tests/helpers/api_calls'
import { anAccount } from '#tests/helpers/technical_accounts'

test.group('Calls made at the same time', (group) => {
  group.each.setup(() => forgetCounts())

  test('are each their own account’s, whoever else is right or wrong', async ({
    assert,
    client,
  }) => {
    const aCaller = async () => {
      const { organisation } = await aManagedOrganisation()
      const account = await anAccount(organisation.id)
      return { id: organisation.id, account, token: await aToken(client, account) }
    }
    const callers = [await aCaller(), await aCaller(), await aCaller(), await aCaller()]
    const asks = Array.from({ length: 120 }, async (_, n): Promise<[number, ApiResponse]> => {
      const { id, account, token } = callers[n % 4]
      const other = callers[(n + 1) % 4]
      const path = 'structures/v1/consulter'
      if (n % 13 === 0) return [401, await call(client, path, { ...account, login: 'TECH_0' })]
      if (n % 11 === 0) {
        return [401, await call(client, path, { ...account, password: generatePassword() })]
      }
      if (n % 7 === 0) return [404, await call(client, path, account, { idStructureCPP: other.id })]
      if (n % 5 === 0) return [200, await checkHealthWith(client, token)]
      const answer = await call(client, path, account, { idStructureCPP: id })
      assert.equal(answer.body().informationGenerales.idStructureCPP, id)
      return [200, answer]
    })
    for (const [status, answer] of await Promise.all(asks)) answer.assertStatus(status)
  })
})
