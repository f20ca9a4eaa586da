import { test } from '@japa/runner'
import { aManagedOrganisation, aPerson, aService, attach } from '#tests/helpers/fixtures'
import { signedIn } from '#tests/helpers/signed_in'

/** People of the whole organisation and of two services. */
async function givenTwoServices() {
  const { manager, organisation } = await aManagedOrganisation({
    manager: { last_name: 'Listegp', last_login_at: '2026-01-02T10:30:00Z' },
  })
  const person = async (name: string, services: readonly (number | null)[]) => {
    const one = await aPerson({ last_name: name })
    for (const service of services) {
      await attach(one.id, organisation.id, { service_id: service })
    }
    return one
  }
  const eau = (await aService(organisation.id)).id
  const voirie = (await aService(organisation.id)).id
  const agent = await person('Listeagent', [null])
  const plumber = await person('Listeplombier', [eau])
  await person('Listefontainier', [eau, voirie])
  await person('Listepaveur', [voirie])
  return { manager, organisation, agent, plumber, path: `/organisations/${organisation.id}` }
}

test.group('What a plain user sees of an organisation', () => {
  test('of a service: its people and those of the whole organisation', async ({
    assert,
    client,
  }) => {
    const { manager, agent, plumber, path } = await givenTwoServices()
    const seen = async (person: { id: number }, address: string) => {
      const response = await signedIn(client.get(address), person)
      response.assertStatus(200)
      return [...new Set(response.text().match(/Liste[a-z]+/g))].sort()
    }
    const own = ['Listeagent', 'Listefontainier', 'Listegp', 'Listeplombier']
    const everybody = [...own, 'Listepaveur'].sort()
    for (const sort of ['last_name', 'role']) {
      assert.deepEqual(await seen(plumber, `${path}?sort=${sort}`), own)
      assert.deepEqual(await seen(agent, `${path}?sort=${sort}`), everybody)
      assert.deepEqual(await seen(manager, `${path}?sort=${sort}`), everybody)
    }
    assert.deepEqual(await seen(plumber, `${path}/users.csv`), own)
    assert.deepEqual(await seen(agent, `${path}/users.csv`), everybody)
    const sheet = await signedIn(client.get(path), plumber)
    sheet.assertTextIncludes('4 utilisateurs.')
    const searched = await signedIn(client.get(`${path}?search=paveur`), plumber)
    searched.assertTextIncludes('Aucun utilisateur ne correspond')
  })

  test('nobody’s last login, on the page, as an order or in the file', async ({
    assert,
    client,
  }) => {
    const { manager, agent, path } = await givenTwoServices()
    const ask = async (address: string, person: { id: number }) =>
      (await signedIn(client.get(address), person)).text()
    for (const address of [`${path}?sort=last_login_at&direction=desc`, `${path}/users.csv`]) {
      assert.include(await ask(address, manager), '02/01/2026 11:30')
      const text = await ask(address, agent)
      assert.notInclude(text, '02/01/2026')
      assert.notInclude(text, 'Date de dernière connexion')
    }
    assert.match(
      await ask(`${path}?sort=last_login_at`, agent),
      /aria-sort="ascending"[^]*Nom<\/a>/
    )
  })

  test('no column of actions that they don’t have', async ({ assert, client }) => {
    const { manager, agent, path } = await givenTwoServices()
    const heads = async (person: { id: number }) =>
      (await signedIn(client.get(path), person)).text().match(/>Actions<\/th>/g) ?? []
    assert.lengthOf(await heads(manager), 1)
    assert.lengthOf(await heads(agent), 0)
  })

  test('no feed and no history, which are the managers’', async ({ assert, client }) => {
    const { manager, agent } = await givenTwoServices()
    for (const [address, title] of [
      ['/', 'id="feed"'],
      ['/manager-activities', 'id="history"'],
    ]) {
      assert.include((await signedIn(client.get(address), manager)).text(), title)
      assert.notInclude((await signedIn(client.get(address), agent)).text(), title)
    }
  })
})
