import { test } from '@japa/runner'
import { recordAudit } from '#shared/audit/record_audit'
import { tenancy } from '#shared/tenancy/main'
import { rowsOf } from '#tests/helpers/database'
import { aManagedOrganisation, aPerson, attach } from '#tests/helpers/fixtures'
import { signedIn } from '#tests/helpers/signed_in'
import { age, anAccount } from '#tests/helpers/technical_accounts'

/** A browser that has never been here: the tests' own client always brings a session. */
const visit = (path: string, options: RequestInit = {}) =>
  fetch(`http://${process.env.HOST}:${process.env.PORT}${path}`, { redirect: 'manual', ...options })

const happened = (organisationId: number, times = 1) =>
  tenancy.asSystem('test', async () => {
    for (let turn = 0; turn < times; turn++) {
      await recordAudit({ organisationId, action: 'organisation.updated' })
    }
  })

test.group('Home', () => {
  test('a visitor reads it without getting a session', async ({ assert }) => {
    const response = await visit('/')
    assert.equal(response.status, 200)
    assert.include(await response.text(), 'Se connecter')
    assert.isNull(response.headers.get('set-cookie'))
    assert.include(response.headers.get('content-security-policy'), `default-src 'self'`)
  })

  test('whoever is signed in sees what waits for them', async ({ client }) => {
    const { manager, organisation } = await aManagedOrganisation({
      manager: { first_name: 'Alix' },
    })
    const candidate = await aPerson({ first_name: 'Lou' })
    await attach(candidate.id, organisation.id)
    await signedIn(client.post(`/organisations/${organisation.id}/handover`), manager)
      .withCsrfToken()
      .redirects(0)
      .form({ user: candidate.id })

    const response = await signedIn(client.get('/'), candidate)
    response.assertStatus(200)
    response.assertTextIncludes('Bonjour Lou')
    response.assertTextIncludes('/handovers/1')
  })

  test('a password that ends soon is shown to who manages its account, and nobody else', async ({
    client,
    assert,
  }) => {
    const { manager, organisation } = await aManagedOrganisation()
    const colleague = await aPerson()
    await attach(colleague.id, organisation.id)
    const { login, accountId } = await anAccount(organisation.id)
    const told = async (person: typeof manager) =>
      (await signedIn(client.get('/'), person)).text().includes(`${login}</span>, `)
    assert.isFalse(await told(manager))
    await age(accountId, 75 * 24)
    assert.isTrue(await told(manager))
    assert.isFalse(await told(colleague))
  })

  test('its manager is told that a mail about an organisation reached nobody', async ({
    assert,
    client,
  }) => {
    const { manager, organisation } = await aManagedOrganisation()
    const user = await aPerson()
    await attach(user.id, organisation.id)
    const { manager: stranger } = await aManagedOrganisation()
    await rowsOf('insert into undelivered_mails (organisation_id) values (?)', [organisation.id])

    const words = 'pas pu être envoyé'
    const response = await signedIn(client.get('/'), manager)
    response.assertTextIncludes(words)
    response.assertTextIncludes('href="/account"')
    for (const other of [user, stranger]) {
      assert.notInclude((await signedIn(client.get('/'), other)).text(), words)
    }
  })

  test('the language chosen is remembered, without a session', async ({ assert }) => {
    const choose = (locale: string) =>
      visit('/locale', { method: 'POST', body: new URLSearchParams({ locale }) })
    const chosen = await choose('en')
    assert.equal(chosen.status, 302)
    const cookie = chosen.headers.get('set-cookie')!.split(';')[0]
    assert.equal(cookie, 'habilis_locale=en')
    const page = await visit('/', { headers: { cookie } })
    assert.include(await page.text(), 'lang="en"')
    const refused = await visit('/locale', {
      method: 'POST',
      headers: { accept: 'application/json' },
      body: new URLSearchParams({ locale: 'xx' }),
    })
    assert.equal(refused.status, 422)
  })
})

test.group('Around every page', () => {
  test('the zone of the hours is named, once', async ({ assert, client }) => {
    const { manager, organisation } = await aManagedOrganisation()
    await happened(organisation.id)
    for (const path of ['/', '/manager-activities', `/organisations/${organisation.id}`]) {
      const page = await signedIn(client.get(path), manager)
      assert.lengthOf(page.text().match(/Heures de Paris/g) ?? [], 1, path)
      const english = signedIn(client.get(path), manager).header('accept-language', 'en')
      assert.include((await english).text(), 'Paris time', path)
    }
  })

  test('the menu has the guide’s names', async ({ client }) => {
    const page = await signedIn(client.get('/'), await aPerson())
    for (const name of ['Accueil connecté', 'Activités du gestionnaire', 'Déconnexion']) {
      page.assertTextIncludes(name)
    }
  })
})

test.group('Activités du gestionnaire', () => {
  test('lists the organisations and, for the managed ones, the history', async ({
    assert,
    client,
  }) => {
    const { manager, organisation } = await aManagedOrganisation()
    const { organisation: other } = await aManagedOrganisation()
    await happened(organisation.id, 12)
    await happened(other.id)
    const response = await signedIn(client.get('/manager-activities'), manager)
    response.assertStatus(200)
    response.assertTextIncludes(organisation.name)
    response.assertTextIncludes('Modifier la fiche structure')
    assert.notInclude(response.text(), other.name)
    assert.lengthOf(response.text().match(/href="\/history\/\d+"/g) ?? [], 10)
    const second = await signedIn(client.get('/manager-activities?history_page=2'), manager)
    assert.lengthOf(second.text().match(/href="\/history\/\d+"/g) ?? [], 2)
    const beyond = await signedIn(
      client.get('/manager-activities?page=99&history_page=99'),
      manager
    )
    beyond.assertTextIncludes(organisation.name)
    assert.lengthOf(beyond.text().match(/href="\/history\/\d+"/g) ?? [], 2)
  })

  test('a plain user sees the organisations, not their history', async ({ assert, client }) => {
    const { organisation } = await aManagedOrganisation()
    const user = await aPerson()
    await attach(user.id, organisation.id)
    await happened(organisation.id)
    const response = await signedIn(client.get('/manager-activities'), user)
    response.assertTextIncludes(organisation.name)
    assert.notInclude(response.text(), '/history/')
  })

  test('an operator is not led there, and reads why not', async ({ assert, client }) => {
    const operator = await aPerson({ is_operator: true })
    for (const path of ['/', '/sitemap']) {
      const page = await signedIn(client.get(path), operator)
      page.assertStatus(200)
      assert.notInclude(page.text(), 'manager-activities', path)
      const manager = await signedIn(client.get(path), await aPerson())
      assert.include(manager.text(), 'manager-activities', path)
    }
    const refused = await signedIn(client.get('/manager-activities'), operator).accept('html')
    refused.assertStatus(403)
    refused.assertTextIncludes('Être rattaché à une structure')
    refused.assertTextIncludes('à un autre compte que celui-ci')
    assert.isEmpty(await rowsOf('select 1 from audit_events'))
  })

  test('an event is read by the principal manager and does not exist for others', async ({
    client,
  }) => {
    const { manager, organisation } = await aManagedOrganisation()
    const { manager: stranger } = await aManagedOrganisation()
    const user = await aPerson()
    await attach(user.id, organisation.id)
    await happened(organisation.id)
    const [{ id }] = await rowsOf('select id from audit_events')
    ;(await signedIn(client.get(`/history/${id}`), manager)).assertStatus(200)
    for (const person of [stranger, user]) {
      ;(await signedIn(client.get(`/history/${id}`), person)).assertStatus(404)
    }
  })
})
