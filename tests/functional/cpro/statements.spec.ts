import { test } from '@japa/runner'
import { aCallingAccount, call, everyStatementDuring, forgetCounts } from '#tests/helpers/api_calls'
import { anOrganisation, aPerson, attach } from '#tests/helpers/fixtures'
import { lastUsesRecorded } from '../../../app/technical_accounts/authentication/last_use.js'

test.group('Statements per call', (group) => {
  group.each.setup(() => forgetCounts())

  test('are as many for one organisation as for thirty', async ({ client, assert }) => {
    const { account, manager, organisation } = await aCallingAccount()
    const count = async () => {
      const calls: [string, object][] = [
        ['structures/v1/rechercher', { parametres: { nbResultatsParPage: 100 } }],
        ['structures/v1/consulter', { idStructureCPP: organisation.id }],
        ['structures/v1/rechercher/services', { idStructure: organisation.id }],
        ['utilisateurs/v1/monCompte/recuperer/rattachements', {}],
      ]
      const counts: number[] = []
      for (const [path, body] of calls) {
        await call(client, path, account, body)
        await lastUsesRecorded()
        const statements = await everyStatementDuring(async () => {
          const response = await call(client, path, account, body)
          response.assertStatus(200)
        })
        counts.push(statements.length)
      }
      return counts
    }
    const few = await count()
    for (let i = 0; i < 30; i++) {
      const more = await anOrganisation()
      await attach(manager.id, more.id, { role: 'principal_manager' })
      const colleague = await aPerson()
      await attach(colleague.id, more.id)
    }
    assert.deepEqual(await count(), few)
  })
})
