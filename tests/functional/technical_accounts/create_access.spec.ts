import { test } from '@japa/runner'
import { rowsOf } from '#tests/helpers/database'
import { aManagedOrganisation, aPerson, attach } from '#tests/helpers/fixtures'
import { signedIn } from '#tests/helpers/signed_in'
import {
  accountsPath,
  aNonce,
  createByForm,
  inSession,
  readRecap,
  submit,
} from '#tests/helpers/technical_accounts'

const aBull = () =>
  aManagedOrganisation({
    organisation: { identifier_type: 'SIRET', identifier: '64205873900839', name: 'BULL SAS' },
    manager: { contact_email: 'gp.contact@exemple.test' },
  })
const accounts = () => rowsOf('select * from technical_accounts order by id')

test.group('Who creates technical accounts', () => {
  test('who may not create: 403 with who may, 404 for strangers, the login page for visitors', async ({
    assert,
    client,
  }) => {
    const { manager, organisation } = await aBull()
    const user = await aPerson()
    await attach(user.id, organisation.id)
    const stranger = (await aManagedOrganisation()).manager
    const operator = await aPerson({ is_operator: true })
    const path = accountsPath(organisation.id)

    for (const [person, status] of [
      [user, 403],
      [stranger, 404],
      [operator, 404],
    ] as const) {
      const form = await signedIn(client.get(`${path}/create`), person)
      form.assertStatus(status)
      const post = await submit(client.post(path), person, { nonce: aNonce() })
      post.assertStatus(status)
      if (status === 403) post.assertTextIncludes(`${manager.first_name} ${manager.last_name}`)
    }
    const visitor = await client.get(`${path}/create`).redirects(0)
    visitor.assertStatus(302)
    assert.match(visitor.header('location') ?? '', /\/login/)
    const anonymousPost = await client
      .post(path)
      .withCsrfToken()
      .redirects(0)
      .form({ nonce: aNonce() })
    anonymousPost.assertStatus(302)
    assert.lengthOf(await accounts(), 0)
  })

  test('an organisation that does not exist is the same 404', async ({ client }) => {
    const { manager } = await aBull()
    for (const id of ['4242', '0', '99999999999', 'x']) {
      const response = await submit(
        client.post(`/organisations/${id}/technical-accounts`),
        manager,
        {
          nonce: aNonce(),
        }
      )
      response.assertStatus(404)
    }
  })

  test('the password was given long ago: it is asked for again before anything happens', async ({
    assert,
    client,
  }) => {
    const { manager, organisation } = await aBull()
    const path = accountsPath(organisation.id)
    for (const request of [
      client.get(`${path}/create`),
      client.post(path).form({ nonce: aNonce() }).withCsrfToken(),
    ]) {
      const response = await signedIn(request, manager, { confirmed: false }).redirects(0)
      response.assertStatus(302)
      assert.match(response.header('location') ?? '', /\/reauthentication/)
    }
    assert.lengthOf(await accounts(), 0)
  })

  test('without the form’s token nothing happens', async ({ assert, client }) => {
    const { manager, organisation } = await aBull()
    await signedIn(client.post(accountsPath(organisation.id)), manager)
      .redirects(0)
      .form({ nonce: aNonce() })
    assert.lengthOf(await accounts(), 0)
  })

  test('the sealed copy is of no use to another session', async ({ client }) => {
    const { manager, organisation } = await aBull()
    const { sealed } = readRecap((await createByForm(client, manager, organisation.id)).response)
    const response = await inSession(
      signedIn(client.post(`/organisations/${organisation.id}/credential-exports`), manager),
      'another-session'
    )
      .withCsrfToken()
      .redirects(0)
      .form({ sealed, format: 'text' })
    response.assertStatus(404)
  })
})
