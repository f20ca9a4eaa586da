import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import { recordAudit } from '#shared/audit/record_audit'
import { tenancy } from '#shared/tenancy/main'
import { rowsOf } from '#tests/helpers/database'
import { aManagedOrganisation, anOrganisation, aPerson, attach } from '#tests/helpers/fixtures'
import { signedIn } from '#tests/helpers/signed_in'

const PATH = '/manager-activities'

/** A manager of one organisation who belongs to many others, with a journal. */
async function givenAManager({ others = 0, events = 0 } = {}) {
  const { manager, organisation } = await aManagedOrganisation({
    organisation: {
      name: 'Liste-mairie',
      label: 'Zone',
      identifier_type: 'SIRET',
      identifier: '64205873900839',
    },
  })
  for (let n = 0; n < others; n++) {
    const other = await anOrganisation({
      name: `Liste-${String(n).padStart(2, '0')}`,
      label: n === 0 ? null : `Description ${n}`,
    })
    await attach(manager.id, other.id)
  }
  await tenancy.asSystem('test', async () => {
    for (let n = 0; n < events; n++) {
      await recordAudit({
        organisationId: organisation.id,
        action: 'technical_accounts.suspended',
        actor: { kind: 'person', id: 1, label: n % 2 ? 'Alix Impair' : 'Lou Pair' },
        details: { login: `TECH_${n}X` },
      })
    }
  })
  return { manager, organisation }
}

const reading = (client: ApiClient, person: { id: number }) => async (query: string) => {
  const response = await signedIn(client.get(PATH + query), person)
  response.assertStatus(200)
  const text = response.text()
  return {
    text,
    organisations: text.match(/Liste-\w+(?=<\/span><\/th>)/g) ?? [],
    logins: text.match(/(?<=<span>Suspension[^<]*)TECH_\d+X(?=<\/span><\/td>)/g) ?? [],
  }
}

test.group('Mes structures', () => {
  test('page size, order and search are in the address', async ({ assert, client }) => {
    const { manager } = await givenAManager({ others: 14 })
    const read = reading(client, manager)
    assert.lengthOf((await read('')).organisations, 10)
    assert.lengthOf((await read('?per_page=25')).organisations, 15)
    const names = async (query: string) => (await read(query)).organisations
    assert.equal((await names('?sort=name&direction=desc'))[0], 'Liste-mairie')
    assert.equal((await names('?sort=identifier'))[0], 'Liste-mairie')
    assert.equal((await names('?sort=description&per_page=25')).at(-1), 'Liste-00')
    assert.equal((await names('?sort=description&direction=desc&per_page=25')).at(-1), 'Liste-00')
    assert.deepEqual(await names('?search=642%20058%20739'), ['Liste-mairie'])
    assert.deepEqual(await names('?search=liste-03'), ['Liste-03'])
    assert.deepEqual(await names('?search=zone'), ['Liste-mairie'])
    assert.include((await read('?search=rien')).text, 'Aucune structure ne correspond')
    assert.lengthOf(await names('?page=99'), 5)
  })

  test('leaves as a file, as filtered and sorted', async ({ assert, client }) => {
    const { manager } = await givenAManager({ others: 12 })
    const elsewhere = await anOrganisation({ name: 'Ailleurs' })
    const file = await signedIn(
      client.get(`${PATH}/organisations.csv?sort=name&direction=desc`),
      manager
    )
    file.assertHeader('content-disposition', 'attachment; filename="structures.csv"')
    const lines = file.text().trim().split('\r\n')
    assert.lengthOf(lines, 14)
    assert.include(lines[0], '(Europe/Paris)')
    assert.include(lines[1], '"64205873900839","Liste-mairie"')
    assert.notInclude(file.text(), elsewhere.name)
    const filtered = await signedIn(client.get(`${PATH}/organisations.csv?search=mairie`), manager)
    assert.lengthOf(filtered.text().trim().split('\r\n'), 2)
  })
})

test.group('History', () => {
  test('has its own page size, order and search', async ({ assert, client }) => {
    const { manager } = await givenAManager({ others: 12, events: 12 })
    const read = reading(client, manager)
    const first = await read('')
    assert.equal(first.logins[0], 'TECH_11X')
    assert.lengthOf(first.logins, 10)
    const both = await read('?history_per_page=25&history_direction=asc&page=2')
    assert.lengthOf(both.logins, 12)
    assert.equal(both.logins[0], 'TECH_0X')
    assert.lengthOf(both.organisations, 3)
    assert.lengthOf((await read('?history_search=impair')).logins, 6)
    assert.deepEqual((await read('?history_search=tech_3x')).logins, ['TECH_3X'])
    assert.lengthOf((await read('?history_search=liste-mairie')).logins, 10)
    assert.include((await read('?history_search=personne')).text, 'Aucune action ne correspond')
    assert.lengthOf((await read('?search=mairie')).logins, 10)
    // What one list's form sends keeps the other's place.
    assert.include(both.text, '<input type="hidden" name="history_per_page" value="25">')
  })

  test('leaves as a file of which each journal tells, after the password', async ({
    assert,
    client,
  }) => {
    const { manager, organisation } = await givenAManager({ events: 4 })
    const stale = await signedIn(client.get(`${PATH}/history.csv`), manager, {
      confirmed: false,
    }).redirects(0)
    stale.assertHeader('location', '/reauthentication')
    const page = await signedIn(client.get(`${PATH}/history/export?history_search=impair`), manager)
    page.assertTextIncludes('2 actions.')
    assert.include(page.text(), `href="${PATH}/history.csv?history_search=impair"`)

    const file = await signedIn(client.get(`${PATH}/history.csv`), manager)
    file.assertHeader('content-disposition', 'attachment; filename="historique.csv"')
    const lines = file.text().trim().split('\r\n')
    assert.lengthOf(lines, 5)
    assert.include(lines[1], 'TECH_3X')
    assert.include(lines[1], '"Alix Impair","Liste-mairie"')
    const exported = await rowsOf(
      `select organisation_id, actor_id from audit_events where action like '%history_exported'`
    )
    assert.deepEqual(exported, [{ organisation_id: organisation.id, actor_id: manager.id }])
  })

  test('is nobody else’s to take', async ({ assert, client }) => {
    const { organisation } = await givenAManager({ events: 2 })
    const user = await aPerson()
    await attach(user.id, organisation.id)
    const { manager: stranger } = await aManagedOrganisation()
    ;(await signedIn(client.get(`${PATH}/history.csv`), user)).assertStatus(404)
    const own = await signedIn(client.get(`${PATH}/history.csv`), stranger)
    assert.notInclude(own.text(), 'TECH_')
  })
})
