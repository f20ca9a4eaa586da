import { test } from '@japa/runner'
import { rowsOf } from '#tests/helpers/database'
import { aManagedOrganisation, aPerson, attach } from '#tests/helpers/fixtures'
import { textOfPdf } from '#tests/helpers/pdf'
import { exportRows, givenARecap, render } from '#tests/helpers/recap'
import { signedIn } from '#tests/helpers/signed_in'
import { aReset, aSession, inSession, journal, submit } from '#tests/helpers/technical_accounts'

test.group('Exporting the credentials', () => {
  test('a worker makes the PDF, which is downloaded once', async ({ assert, client }) => {
    const { login, password, get, requested, organisation } = await givenARecap(client)
    const progress = await requested()
    assert.match(progress, /^\/credential-exports\/[A-Za-z0-9_-]{43}$/)
    const pending = await get(progress)
    pending.assertStatus(200)
    pending.assertTextIncludes('en préparation')
    const state = await get(progress).accept('json')
    state.assertBody({ state: 'pending' })
    const early = await get(`${progress}/pdf`)
    early.assertStatus(404)

    await render()
    const [row] = await exportRows()
    assert.isNull(row.sealed_secret)
    assert.notInclude(row.sealed_pdf.toString('latin1'), '%PDF')
    const ready = await get(progress)
    ready.assertTextIncludes(`${progress}/pdf`)

    const download = await get(`${progress}/pdf`)
    download.assertStatus(200)
    download.assertHeader('content-type', 'application/pdf')
    download.assertHeader('content-disposition', `attachment; filename="${login}.pdf"`)
    download.assertHeader('cache-control', 'no-store')
    const text = textOfPdf(download.body())
    for (const words of [login, password, organisation.name, 'Premier appel', 'Europe/Paris']) {
      assert.include(text, words)
    }
    assert.lengthOf(await exportRows(), 0)
    for (const url of [progress, `${progress}/pdf`]) {
      const again = await get(url)
      again.assertStatus(404)
    }
    assert.include(await journal(), 'technical_accounts.credential_exported')
  })

  test('of ten downloads at once one gets it', async ({ assert, client }) => {
    const { get, requested } = await givenARecap(client)
    const url = `${await requested()}/pdf`
    await render()
    const answers = await Promise.all(Array.from({ length: 10 }, () => get(url)))
    assert.lengthOf(
      answers.filter((answer) => answer.status() === 200),
      1
    )
  })

  test('a HEAD request does not use the download up', async ({ assert, client }) => {
    const { manager, requested, session } = await givenARecap(client)
    const url = `${await requested()}/pdf`
    await render()
    await inSession(signedIn(client.request(url, 'HEAD'), manager), session)
    assert.lengthOf(await exportRows(), 1)
  })

  test('another session, person or a guessed ticket gets the same 404', async ({
    assert,
    client,
  }) => {
    const { get, requested, organisation } = await givenARecap(client)
    const url = await requested()
    await render()
    const other = await aManagedOrganisation()
    const user = await aPerson()
    await attach(user.id, organisation.id)
    const answers = [
      await get(`${url}/pdf`, aSession()),
      await get(`${url}/pdf`, aSession(), other.manager),
      await get(`${url}/pdf`, aSession(), user),
      await get(`/credential-exports/${'A'.repeat(43)}/pdf`),
    ]
    for (const answer of answers) answer.assertStatus(404)
    assert.lengthOf(await exportRows(), 1)
    const short = await get('/credential-exports/1/pdf')
    short.assertStatus(404)
    const visitor = await client.get(url).redirects(0)
    visitor.assertStatus(302)
  })

  test('who is no longer the manager can’t fetch it, even in the same session', async ({
    assert,
    client,
  }) => {
    const { get, requested, organisation } = await givenARecap(client)
    const url = await requested()
    await render()
    await rowsOf(`update attachments set role = 'user' where organisation_id = ?`, [
      organisation.id,
    ])
    const answer = await get(`${url}/pdf`)
    answer.assertStatus(403)
    assert.lengthOf(await exportRows(), 1)
  })

  test('the sealed copy opens for a quarter of an hour, untouched, and while the password is current', async ({
    assert,
    client,
  }) => {
    const { post, sealed, organisation } = await givenARecap(client)
    const [account, version, box] = sealed.split('.')
    for (const copy of [
      `${account}.${version}.${box.slice(0, -2)}AA`,
      `${Number(account) + 1}.${version}.${box}`,
      `${account}.2.${box}`,
      `${account}.${version}`,
      'x',
    ]) {
      for (const format of ['pdf', 'text']) {
        const answer = await post({ sealed: copy, format })
        answer.assertStatus(404)
      }
    }
    const malformed = await post({ sealed: '', format: 'pdf' })
    malformed.assertStatus(302)
    await aReset(organisation.id, Number(account))
    const superseded = await post({ format: 'text' })
    superseded.assertStatus(404)
    assert.lengthOf(await exportRows(), 0)
  })

  test('another organisation of the same manager does not open it', async ({ client }) => {
    const { manager, sealed, session } = await givenARecap(client)
    const other = await aManagedOrganisation()
    await rowsOf(`update attachments set user_id = ? where organisation_id = ?`, [
      manager.id,
      other.organisation.id,
    ])
    const answer = await submit(
      client.post(`/organisations/${other.organisation.id}/credential-exports`),
      manager,
      { sealed, format: 'text' },
      session
    )
    answer.assertStatus(404)
  })

  test('the text twin says the same at once, in the reader’s language', async ({
    assert,
    client,
  }) => {
    const { login, password, post } = await givenARecap(client)
    const french = await post({ format: 'text' })
    french.assertStatus(200)
    french.assertHeader('content-type', 'text/plain; charset=utf-8')
    french.assertHeader('content-disposition', `attachment; filename="${login}.txt"`)
    french.assertHeader('cache-control', 'no-store')
    for (const words of [login, password, 'Mairie de Saint-Céré', 'Premier appel']) {
      assert.include(french.text(), words)
    }
    const english = await post({ format: 'text' }).header('accept-language', 'en')
    assert.include(english.text(), 'First call')
    assert.lengthOf(await exportRows(), 0)
  })
})
