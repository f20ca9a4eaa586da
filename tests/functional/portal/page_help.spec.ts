import { test } from '@japa/runner'
import { aManagedOrganisation, aPerson, attach } from '#tests/helpers/fixtures'
import { signedIn } from '#tests/helpers/signed_in'
import { accountsPath, anAccount, createByForm, submit } from '#tests/helpers/technical_accounts'
import { rowsOf } from '#tests/helpers/database'

async function givenATown() {
  const { manager, organisation } = await aManagedOrganisation({
    organisation: { identifier_type: 'SIRET', identifier: '64205873900839' },
  })
  return { manager, organisation, sheet: `/organisations/${organisation.id}` }
}

test.group('Help', () => {
  test('every page says what it is for and leads to its task', async ({ assert, client }) => {
    const { manager, organisation, sheet } = await givenATown()
    const candidate = await aPerson()
    await attach(candidate.id, organisation.id)
    await submit(client.post(`${sheet}/handover`), manager, { user: candidate.id })
    const { accountId } = await anAccount(organisation.id)
    const account = `${accountsPath(organisation.id)}/${accountId}`
    const [{ id: event }] = await rowsOf('select max(id) as id from audit_events')
    const help = (await client.get('/help')).text()

    for (const [address, person] of [
      ...['/', '/manager-activities', `/history/${event}`].map((one) => [one, manager] as const),
      ...['', '/users/export', '/handover'].map((end) => [sheet + end, manager] as const),
      [`${accountsPath(organisation.id)}/create`, manager] as const,
      ...['', '/password/create', '/suspension/create', '/overlap'].map(
        (end) => [account + end, manager] as const
      ),
      ['/handovers/1', candidate] as const,
    ]) {
      const page = await signedIn(client.get(address), person)
      page.assertStatus(200)
      const topic = /class="subtle page-help">[^<]+<a class="ds-link" href="\/help#(\w+)"/.exec(
        page.text()
      )?.[1]
      assert.include(help, `id="${topic}"`, address)
    }
    const { response } = await createByForm(client, manager, organisation.id)
    response.assertTextIncludes('href="/help#create"')
  })

  test('speaks of the validity that is set, and of what machines may never do', async ({
    client,
  }) => {
    const help = await client.get('/help')
    help.assertTextIncludes('valable 100 jours')
    help.assertTextIncludes('y compris sur ses autres structures')
    help.assertTextIncludes('transmettre le rôle')
  })
})

test.group('A SIRET on a page', () => {
  test('is shown in groups and copied as digits', async ({ assert, client }) => {
    const { manager, organisation, sheet } = await givenATown()
    const groups =
      '<span class="identifier"><span>642</span><span>058</span><span>739</span><span>00839</span></span>'
    const { response } = await createByForm(client, manager, organisation.id)
    assert.include(response.text(), groups)
    for (const address of ['/', '/manager-activities', sheet, `${sheet}/handover`]) {
      const page = await signedIn(client.get(address), manager)
      assert.include(page.text(), groups, address)
      assert.notInclude(page.text(), '642\u202f058')
    }
  })
})
