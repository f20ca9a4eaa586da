import { test } from '@japa/runner'
import { rowsOf } from '#tests/helpers/database'
import { aManagedOrganisation, aPerson, aService, attach } from '#tests/helpers/fixtures'
import { signedIn } from '#tests/helpers/signed_in'
import { statementsDuring } from '#tests/helpers/statements'

async function givenAColleague(values = {}) {
  const { manager, organisation } = await aManagedOrganisation()
  const colleague = await aPerson({ first_name: 'Lou', last_name: 'Collègue', ...values })
  await attach(colleague.id, organisation.id)
  return { manager, organisation, colleague, path: `/organisations/${organisation.id}` }
}

test.group('Organisation sheet', () => {
  test('shows its principal manager the three blocks and the technical accounts', async ({
    client,
  }) => {
    const { manager, organisation, path } = await givenAColleague()
    const response = await signedIn(client.get(path), manager)
    response.assertStatus(200)
    for (const text of [
      organisation.name,
      'Informations générales',
      'Adresse postale du siège',
      'Utilisateurs rattachés à la structure',
      'Gestionnaire Principal',
      'Créer un utilisateur technique',
      'Collègue',
    ]) {
      response.assertTextIncludes(text)
    }
    response.assertHeader('cache-control', 'no-store')
  })

  test('shows a plain user the same sheet without the technical accounts', async ({
    assert,
    client,
  }) => {
    const { colleague, path } = await givenAColleague()
    const response = await signedIn(client.get(path), colleague)
    response.assertStatus(200)
    assert.notInclude(response.text(), 'Créer un utilisateur technique')
    assert.notInclude(response.text(), 'technical-accounts')
  })

  test('does not exist for a stranger, nor for someone deactivated there', async ({ client }) => {
    const { organisation, path } = await givenAColleague()
    const { manager: stranger } = await aManagedOrganisation()
    const former = await aPerson()
    await attach(former.id, organisation.id, { status: 'deactivated' })
    for (const person of [stranger, former]) {
      const response = await signedIn(client.get(path), person)
      response.assertStatus(404)
    }
    const absent = await signedIn(client.get('/organisations/2147483647'), stranger)
    absent.assertStatus(404)
  })

  test('asks a visitor to sign in', async ({ client }) => {
    const { path } = await givenAColleague()
    const response = await client.get(path).redirects(0)
    response.assertStatus(302)
    response.assertHeader('location', '/login')
  })

  test('a right that was taken away is gone on the next click', async ({ client }) => {
    const { colleague, path } = await givenAColleague()
    ;(await signedIn(client.get(path), colleague)).assertStatus(200)
    await rowsOf(`update attachments set status = 'removed' where user_id = ?`, [colleague.id])
    ;(await signedIn(client.get(path), colleague)).assertStatus(404)
  })

  test('a deactivated organisation stays readable for its principal manager only', async ({
    client,
  }) => {
    const { manager, organisation, colleague, path } = await givenAColleague()
    await rowsOf(`update organisations set status = 'inactive' where id = ?`, [organisation.id])
    ;(await signedIn(client.get(path), manager)).assertStatus(200)
    ;(await signedIn(client.get(path), colleague)).assertStatus(404)
  })

  test('escapes what people typed', async ({ assert, client }) => {
    const { manager, path } = await givenAColleague({ last_name: '<script>alert(1)</script>' })
    const response = await signedIn(client.get(path), manager)
    assert.notInclude(response.text(), '<script>alert(1)')
  })
})

test.group('Attached users', () => {
  test('ten a page, sorted, searched, with everything in the address', async ({
    assert,
    client,
  }) => {
    const { manager, organisation, path } = await givenAColleague()
    for (let turn = 0; turn < 14; turn++) {
      const person = await aPerson({ last_name: `Liste${String(turn).padStart(2, '0')}` })
      await attach(person.id, organisation.id)
    }
    const names = async (query: string) => {
      const response = await signedIn(client.get(path + query), manager)
      response.assertStatus(200)
      return response.text().match(/Liste\d\d(?=<\/span><\/th>)/g) ?? []
    }
    const second = await names('?sort=last_name&direction=asc&page=2')
    assert.deepEqual(second.slice(0, 1), ['Liste09'])
    assert.equal((await names('?sort=last_name&direction=desc'))[0], 'Liste13')
    assert.deepEqual(await names('?search=liste03'), ['Liste03'])
    assert.deepEqual(await names('?search=100%25_'), [])
    assert.deepEqual(await names('?search=liste03%20camille'), ['Liste03'])
    assert.deepEqual(await names('?search=camille%20liste03'), ['Liste03'])
    assert.deepEqual(await names('?per_page=10&page=99'), await names('?page=2'))
    assert.lengthOf(await names('?per_page=25'), 14)
    assert.isNotEmpty(await names("?sort=1;drop&direction=up&page=-3&per_page=7'"))
  })

  test('sorts by every column in both directions, absent dates last', async ({
    assert,
    client,
  }) => {
    const { manager, organisation, path } = await givenAColleague()
    for (const [name, login, status, reactivated] of [
      ['ListeA', '2026-01-02', 'validated', null],
      ['ListeB', '2026-01-01', 'deactivated', '2026-03-01'],
      ['ListeC', null, 'pending', '2026-02-01'],
    ] as const) {
      const person = await aPerson({
        last_name: name,
        first_name: name,
        login_email: `${name}@exemple.test`,
        last_login_at: login,
      })
      await attach(person.id, organisation.id, { status, reactivated_at: reactivated })
    }
    const order = async (sort: string, direction: string) => {
      const query = `?sort=${sort}&direction=${direction}&search=liste`
      const response = await signedIn(client.get(path + query), manager)
      const names = response.text().match(/(?<=Liste)[ABC](?=<\/span><\/th>)/g) ?? []
      return names.join('')
    }
    for (const [sort, up, down] of [
      ['last_name', 'ABC', 'CBA'],
      ['first_name', 'ABC', 'CBA'],
      ['contact_email', 'ABC', 'CBA'],
      ['last_login_at', 'BAC', 'ABC'],
      ['status', 'BCA', 'ACB'],
      ['reactivated_at', 'CBA', 'BCA'],
      ['role', 'ABC', 'CBA'],
    ]) {
      assert.equal(await order(sort, 'asc'), up, sort)
      assert.equal(await order(sort, 'desc'), down, sort)
    }
  })

  test('somebody attached to several services appears once', async ({ assert, client }) => {
    const { manager, organisation, path } = await givenAColleague()
    const person = await aPerson({ last_name: 'Plusieurs' })
    for (let turn = 0; turn < 3; turn++) {
      const service = await aService(organisation.id)
      await attach(person.id, organisation.id, { service_id: service.id })
    }
    const response = await signedIn(client.get(path), manager)
    assert.lengthOf(response.text().match(/Plusieurs<\/span><\/th>/g) ?? [], 1)
  })

  test('refused and removed attachments are history, not users', async ({ assert, client }) => {
    const { manager, organisation, path } = await givenAColleague()
    for (const status of ['refused', 'removed']) {
      const person = await aPerson({ last_name: `Absent-${status}` })
      await attach(person.id, organisation.id, { status })
    }
    const response = await signedIn(client.get(path), manager)
    assert.notInclude(response.text(), 'Absent-')
  })

  test('as many statements for a hundred people as for two', async ({ assert, client }) => {
    const { manager, organisation, path } = await givenAColleague()
    const count = async () =>
      statementsDuring(
        async () => void (await signedIn(client.get(`${path}?per_page=100`), manager))
      )
    await count()
    const few = await count()
    for (let turn = 0; turn < 98; turn++) {
      await attach((await aPerson()).id, organisation.id)
    }
    assert.equal(await count(), few)
  }).timeout(30_000)
})
