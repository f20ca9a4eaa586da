import { test } from '@japa/runner'
import { rowsOf } from '#tests/helpers/database'
import { aManagedOrganisation } from '#tests/helpers/fixtures'
import { textOfPdf } from '#tests/helpers/pdf'
import { render } from '#tests/helpers/recap'
import { signedIn } from '#tests/helpers/signed_in'
import {
  accountsPath,
  age,
  anAccount,
  aNonce,
  aReset,
  createByForm,
  inSession,
  readRecap,
  submit,
} from '#tests/helpers/technical_accounts'

async function givenAnAccount(values: { label?: string } = {}) {
  const { manager, organisation } = await aManagedOrganisation({
    organisation: { identifier_type: 'SIRET', identifier: '64205873900839' },
  })
  const account = await anAccount(organisation.id, values)
  const path = `${accountsPath(organisation.id)}/${account.accountId}`
  return { manager, organisation, account, path, sheet: `/organisations/${organisation.id}` }
}

test.group('Ending an overlap', () => {
  test('is confirmed on a page that says who still uses the previous password', async ({
    assert,
    client,
  }) => {
    const { manager, organisation, account, path, sheet } = await givenAnAccount()
    await aReset(organisation.id, account.accountId, '7d')
    const page = await signedIn(client.get(sheet), manager)
    assert.include(page.text(), `href="${path}/overlap"`)
    assert.notInclude(page.text(), `action="${path}/overlap`)

    const unused = await signedIn(client.get(`${path}/overlap`), manager)
    unused.assertTextIncludes('plus servi depuis la réinitialisation')
    await rowsOf(
      `update technical_passwords
       set last_used_at = '2026-01-02T10:30:00Z', last_used_from = '192.0.2.7' where version = 1`
    )
    const used = await signedIn(client.get(`${path}/overlap`), manager)
    used.assertTextIncludes('02/01/2026 11:30:00')
    used.assertTextIncludes('192.0.2.7')
    assert.include(used.text(), `action="${path}/overlap?_method=DELETE"`)
  })

  test('has nothing to confirm once it is over', async ({ assert, client }) => {
    const { manager, path } = await givenAnAccount()
    const over = await signedIn(client.get(`${path}/overlap`), manager)
    over.assertTextIncludes('déjà terminé')
    assert.notInclude(over.text(), '_method=DELETE')
  })
})

test.group('Resetting a suspended account', () => {
  test('says before and after that it stays suspended, and offers no first call', async ({
    assert,
    client,
  }) => {
    const { manager, path } = await givenAnAccount()
    const active = await signedIn(client.get(`${path}/password/create`), manager)
    assert.notInclude(active.text(), 'Ce compte est suspendu')
    await submit(client.post(`${path}/suspension`), manager)
    const before = await signedIn(client.get(`${path}/password/create`), manager)
    before.assertTextIncludes('Ce compte est suspendu et le restera')
    const recap = await submit(client.post(`${path}/password`), manager, { nonce: aNonce() })
    recap.assertTextIncludes('Ce compte est toujours suspendu')
    assert.match(readRecap(recap).password, /^hbt_/)
    assert.notInclude(recap.text(), 'oauth/token')
  })
})

test.group('The label of an account', () => {
  test('is on the recap, in the PDF, in the text and in the home’s warning', async ({
    assert,
    client,
  }) => {
    const { manager, organisation } = await givenAnAccount()
    const { sealed, response, session } = await createByForm(client, manager, organisation.id, {
      form: { label: 'ERP comptable' },
    })
    response.assertTextIncludes('ERP comptable')
    const exports = `/organisations/${organisation.id}/credential-exports`
    const text = await submit(client.post(exports), manager, { sealed, format: 'text' }, session)
    assert.include(text.text(), 'ERP comptable')
    assert.include(text.text().replaceAll('\u202f', ' '), '642 058 739 00839')

    const asked = await submit(client.post(exports), manager, { sealed, format: 'pdf' }, session)
    await render()
    const address = `${asked.header('location')}/pdf`
    const pdf = await inSession(signedIn(client.get(address), manager), session)
    assert.include(textOfPdf(pdf.body()), 'ERP comptable')
    assert.notInclude(textOfPdf(pdf.body()), '?')

    const [{ id }] = await rowsOf(`select id from technical_accounts where label is not null`)
    await age(id, 80 * 24)
    const home = await signedIn(client.get('/'), manager)
    home.assertTextIncludes('(ERP comptable)')
  })

  test('is not spoken of where none was given', async ({ assert, client }) => {
    const { manager, organisation } = await givenAnAccount()
    const { response } = await createByForm(client, manager, organisation.id)
    assert.notInclude(response.text(), 'Libellé')
  })
})
