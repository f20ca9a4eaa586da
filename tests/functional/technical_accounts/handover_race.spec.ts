import { test } from '@japa/runner'
import type { ApiClient, ApiRequest } from '@japa/api-client'
import { rowsOf } from '#tests/helpers/database'
import { aManagedOrganisation, aPerson, attach } from '#tests/helpers/fixtures'
import { overtaken } from '#tests/helpers/overtaken'
import { accountsPath, aNonce, anAccount, submit } from '#tests/helpers/technical_accounts'

type Act = [what: string, ask: (client: ApiClient, path: string) => ApiRequest]

/** Everything a principal manager does to technical accounts; paths are those of the accounts. */
const ACTS: Act[] = [
  ['creating', (client, path) => client.post(path)],
  ['resetting', (client, path) => client.post(`${path}/1/password`)],
  ['suspending', (client, path) => client.post(`${path}/1/suspension`)],
  ['reactivating', (client, path) => client.delete(`${path}/1/suspension`)],
  ['ending the overlap', (client, path) => client.delete(`${path}/1/overlap`)],
  ['deleting', (client, path) => client.delete(`${path}/1`)],
]

const untouched = () =>
  rowsOf(`select a.id, a.status, p.version, p.usable_until
          from technical_accounts a join technical_passwords p on p.technical_account_id = a.id`)

test.group('Whose role is handed over while their request runs', () => {
  for (const [what, ask] of ACTS) {
    test(`comes too late for ${what}, and is told who may`, async ({ assert, client }) => {
      const { manager, organisation } = await aManagedOrganisation()
      const successor = await aPerson({ first_name: 'Lou', last_name: 'Suivante' })
      await attach(successor.id, organisation.id)
      await anAccount(organisation.id)
      const before = await untouched()

      const answer = await overtaken(
        async (trx) => {
          await trx.rawQuery(`update attachments set role = 'user' where user_id = ?`, [manager.id])
          await trx.rawQuery(
            `update attachments set role = 'principal_manager' where user_id = ?`,
            [successor.id]
          )
        },
        () => submit(ask(client, accountsPath(organisation.id)), manager, { nonce: aNonce() })
      )
      answer.assertStatus(403)
      answer.assertTextIncludes('Lou Suivante')
      assert.notMatch(answer.text(), /hbt_/)
      assert.deepEqual(await untouched(), before)
      const [refusal] = await rowsOf('select action, actor_id from audit_events order by id desc')
      assert.deepEqual(refusal, { action: 'habilitations.access_refused', actor_id: manager.id })
    })
  }
})
