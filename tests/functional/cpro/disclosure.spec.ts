import { test } from '@japa/runner'
import { aCallingAccount, call } from '#tests/helpers/api_calls'
import { rowsOf } from '#tests/helpers/database'
import { aManagedOrganisation } from '#tests/helpers/fixtures'

const RECHERCHER = 'structures/v1/rechercher'

test.group('Disclosure of a private organisation', () => {
  test('what a stranger looks up again and again is journalled once a day for each', async ({
    client,
    assert,
  }) => {
    const [one, other] = [await aCallingAccount(), await aCallingAccount()]
    const strangers = [await aManagedOrganisation(), await aManagedOrganisation()]
    const look = async (times: number) => {
      for (let time = 1; time <= times; time++) {
        for (const { account } of [one, other]) {
          for (const { organisation } of strangers) {
            const response = await call(client, RECHERCHER, account, {
              structure: { identifiantStructure: organisation.identifier },
              restreindreStructuresPrivees: false,
            })
            assert.lengthOf(response.body().listeStructures, 1)
          }
        }
      }
    }
    const events = () =>
      rowsOf(
        `select distinct organisation_id, actor_id, count(*)::int as many from audit_events
         where action = 'organisation.found_by_identifier' group by 1, 2`
      )
    await look(3)
    assert.lengthOf(await events(), 4)
    assert.isTrue((await events()).every(({ many }) => many === 1))
    // As on another day: the nonces of today are not those of tomorrow.
    await rowsOf('delete from used_nonces')
    await look(1)
    assert.isTrue((await events()).every(({ many }) => many === 2))
  })
})
