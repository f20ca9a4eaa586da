import { test } from '@japa/runner'
import { rowsOf } from '#tests/helpers/database'
import { aManagedOrganisation, aPerson, attach, PASSWORD } from '#tests/helpers/fixtures'
import { exportRows, givenARecap, render } from '#tests/helpers/recap'
import { accountsPath, aNonce, aSession, submit } from '#tests/helpers/technical_accounts'
import { Visitor, withDatabaseSessions } from '../users/visitor.js'

test.group('How exports end', () => {
  test('who may not: 403 for a plain user, 404 for a stranger', async ({ client }) => {
    const { post, organisation } = await givenARecap(client)
    const user = await aPerson()
    await attach(user.id, organisation.id)
    const stranger = (await aManagedOrganisation()).manager
    const refused = await post({}, aSession(), user)
    refused.assertStatus(403)
    const hidden = await post({}, aSession(), stranger)
    hidden.assertStatus(404)
  })

  test('a recap serves three times in each format: a download may fail', async ({ client }) => {
    const { post } = await givenARecap(client)
    for (const [format, status] of [
      ['pdf', 302],
      ['text', 200],
    ] as const) {
      for (let time = 1; time <= 3; time++) {
        const served = await post({ format })
        served.assertStatus(status)
      }
      const refused = await post({ format })
      refused.assertStatus(404)
    }
  })

  test('a recap still serves after the password was given again in another tab', async ({
    assert,
    cleanup,
  }) => {
    cleanup(await withDatabaseSessions())
    const { manager, organisation } = await aManagedOrganisation()
    const visitor = new Visitor()
    await visitor.signIn(manager.login_email)
    await visitor.get(`${accountsPath(organisation.id)}/create`)
    const recap = await visitor.post(accountsPath(organisation.id), { nonce: aNonce() })
    const sealed = /name="sealed" value="([^"]+)"/.exec(recap.body)![1]
    const before = visitor.session
    await visitor.get('/reauthentication')
    await visitor.post('/reauthentication', { password: PASSWORD })
    assert.notEqual(visitor.session, before)

    const path = `/organisations/${organisation.id}/credential-exports`
    assert.equal((await visitor.post(path, { sealed, format: 'text' })).status, 200)
    const progress = (await visitor.post(path, { sealed, format: 'pdf' })).location!
    assert.equal((await visitor.get(progress)).status, 200)
    const other = new Visitor()
    await other.signIn(manager.login_email)
    assert.equal((await other.get(progress)).status, 404)
  })

  test('deleting the account ends its exports', async ({ assert, client }) => {
    const { manager, organisation, sealed, requested } = await givenARecap(client)
    await requested()
    await submit(client.delete(`${accountsPath(organisation.id)}/${sealed.split('.')[0]}`), manager)
    assert.lengthOf(await exportRows(), 0)
    await render()
  })

  test('what could not be made says so, and keeps no secret', async ({ assert, client }) => {
    const { get, requested } = await givenARecap(client)
    const url = await requested()
    await rowsOf(`update credential_exports set sealed_secret = 'x' || sealed_secret`)
    await render()
    const [row] = await exportRows()
    assert.isNull(row.sealed_pdf)
    assert.isNull(row.sealed_secret)
    const state = await get(url).accept('json')
    state.assertBody({ state: 'failed' })
    const page = await get(url)
    page.assertTextIncludes('pas pu être fait')
    const file = await get(`${url}/pdf`)
    file.assertStatus(404)
  })

  test('given up by the queue, it says so too', async ({ assert, client }) => {
    const { organisation, get, requested } = await givenARecap(client)
    const url = await requested()
    const { abandoned } =
      await import('../../../app/technical_accounts/jobs/render_credential_export_handler.js')
    const [{ id }] = await exportRows()
    await abandoned({ organisationId: organisation.id, exportId: id })
    const state = await get(url).accept('json')
    state.assertBody({ state: 'failed' })
    assert.isNull((await exportRows())[0].sealed_secret)
    await render()
    assert.isNull((await exportRows())[0].sealed_pdf)
  })

  test('what nobody fetched is swept after its quarter of an hour, and not given out before', async ({
    assert,
    client,
  }) => {
    const { get, requested } = await givenARecap(client)
    const url = await requested()
    await render()
    await rowsOf(`update credential_exports set expires_at = now()`)
    const late = await get(`${url}/pdf`)
    late.assertStatus(404)
    assert.lengthOf(await exportRows(), 1)
    const { handle } =
      await import('../../../app/technical_accounts/jobs/sweep_credential_exports_handler.js')
    await handle()
    assert.lengthOf(await exportRows(), 0)
  })
})
