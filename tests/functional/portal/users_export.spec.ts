import { test } from '@japa/runner'
import { rowsOf } from '#tests/helpers/database'
import { aManagedOrganisation, anOrganisation, aPerson, attach } from '#tests/helpers/fixtures'
import { signedIn } from '#tests/helpers/signed_in'

async function givenAColleague(values = {}) {
  const { manager, organisation } = await aManagedOrganisation({
    organisation: { identifier_type: 'SIRET', identifier: '64205873900839' },
  })
  const colleague = await aPerson({ first_name: 'Lou', last_name: 'Collègue', ...values })
  await attach(colleague.id, organisation.id)
  return { manager, organisation, colleague, path: `/organisations/${organisation.id}` }
}

const lines = (text: string) => text.trim().split('\r\n')

test.group('Attached users, as a file', () => {
  test('holds what is filtered, without anything a spreadsheet would run', async ({
    assert,
    client,
  }) => {
    const { manager, path } = await givenAColleague({ last_name: '=HYPERLINK("x")' })
    const other = await anOrganisation()
    const elsewhere = await aPerson({ last_name: 'Ailleurs' })
    await attach(elsewhere.id, other.id)
    const response = await signedIn(client.get(`${path}/users.csv`), manager)
    response.assertStatus(200)
    response.assertHeader('content-type', 'text/csv; charset=utf-8')
    assert.lengthOf(lines(response.text()), 3)
    assert.include(response.text(), `"'=HYPERLINK(""x"")"`)
    assert.notInclude(response.text(), 'Ailleurs')

    const filtered = await signedIn(client.get(`${path}/users.csv?search=hyperlink`), manager)
    assert.lengthOf(lines(filtered.text()), 2)
  })

  test('is named after the organisation, in the reader’s language, with the dates’ zone', async ({
    assert,
    client,
  }) => {
    const { manager, path } = await givenAColleague()
    const french = await signedIn(client.get(`${path}/users.csv`), manager)
    french.assertHeader(
      'content-disposition',
      'attachment; filename="utilisateurs-64205873900839.csv"'
    )
    assert.include(lines(french.text())[0], '"Date de dernière connexion (Europe/Paris)"')
    const english = await signedIn(client.get(`${path}/users.csv`), manager).header(
      'accept-language',
      'en'
    )
    english.assertHeader('content-disposition', 'attachment; filename="users-64205873900839.csv"')
  })

  test('has the dates as the page has them', async ({ assert, client }) => {
    const { manager, organisation, path } = await givenAColleague()
    const person = await aPerson({ last_login_at: '2026-01-02T10:30:00Z' })
    await attach(person.id, organisation.id, { reactivated_at: '2026-01-01T08:15:00Z' })
    const file = await signedIn(client.get(`${path}/users.csv`), manager)
    const page = await signedIn(client.get(path), manager)
    for (const date of ['01/01/2026 09:15', '02/01/2026 11:30']) {
      assert.include(file.text(), date)
      page.assertTextIncludes(date)
    }
  })

  test('is written to the journal by whoever takes it', async ({ assert, client }) => {
    const { organisation, colleague, path } = await givenAColleague()
    await signedIn(client.get(`${path}/users.csv?search=lou`), colleague)
    const events = await rowsOf(
      'select organisation_id, action, actor_id, details from audit_events'
    )
    assert.deepEqual(events, [
      {
        organisation_id: organisation.id,
        action: 'habilitations.users_exported',
        actor_id: colleague.id,
        details: { format: 'csv', search: 'lou' },
      },
    ])
  })

  test('the password is asked for before, on the way to a page and not to a file', async ({
    assert,
    client,
  }) => {
    const { manager, path } = await givenAColleague()
    const sheet = await signedIn(client.get(`${path}?search=coll`), manager)
    assert.include(sheet.text(), `href="${path}/users/export?search=coll"`)
    for (const address of [`${path}/users/export`, `${path}/users.csv`]) {
      const stale = await signedIn(client.get(address), manager, { confirmed: false }).redirects(0)
      stale.assertHeader('location', '/reauthentication')
    }
    assert.isEmpty(await rowsOf('select * from audit_events'))
    const page = await signedIn(client.get(`${path}/users/export?search=coll`), manager)
    page.assertTextIncludes('1 utilisateur.')
    assert.include(page.text(), `href="${path}/users.csv?search=coll"`)
  })
})
