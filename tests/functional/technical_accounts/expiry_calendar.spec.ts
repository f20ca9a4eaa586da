import { test } from '@japa/runner'
import { aManagedOrganisation } from '#tests/helpers/fixtures'
import { signedIn } from '#tests/helpers/signed_in'
import { accountsPath, anAccount, aReset, passwordsOf } from '#tests/helpers/technical_accounts'

/** Long lines are folded (RFC 5545, 3.1). */
const linesOf = (calendar: string) => calendar.replaceAll(/\r\n[ \t]/g, '').split('\r\n')
const utc = (date: Date) => date.toISOString().replaceAll(/[-:]|\.\d+/g, '')

async function givenAnAccount() {
  const { manager, organisation } = await aManagedOrganisation({
    organisation: { name: 'Boulangerie; Dupont, père\net fils' },
  })
  const account = await anAccount(organisation.id)
  const path = `${accountsPath(organisation.id)}/${account.accountId}/expiry.ics`
  return { manager, organisation, account, path }
}

test.group('Password expiry as a calendar file', () => {
  test('holds the exact instant and three alarms, and escapes what it names', async ({
    assert,
    client,
  }) => {
    const { manager, organisation, account, path } = await givenAnAccount()
    const response = await signedIn(client.get(path).header('accept-language', 'fr'), manager)
    response.assertStatus(200)
    response.assertHeader('content-type', 'text/calendar; charset=utf-8')
    response.assertHeader('content-disposition', 'attachment; filename="expiration.ics"')
    response.assertHeader('cache-control', 'no-store')

    const lines = linesOf(response.text() || String(response.body()))
    const [password] = await passwordsOf(account.accountId)
    assert.includeMembers(lines, [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'METHOD:PUBLISH',
      `UID:technical-account-${account.accountId}@localhost`,
      'SEQUENCE:0',
      `DTSTAMP:${utc(password.created_at)}`,
      `DTSTART:${utc(password.expires_at)}`,
      `SUMMARY:Expiration du mot de passe technique ${account.login}`,
      'TRANSP:TRANSPARENT',
    ])
    assert.deepEqual(
      lines.filter((line) => line.startsWith('TRIGGER')),
      ['TRIGGER:-P15D', 'TRIGGER:-P7D', 'TRIGGER:-P1D']
    )
    const description = lines.find((line) => line.startsWith('DESCRIPTION:Le mot de passe'))!
    assert.include(description, 'Boulangerie\\; Dupont\\, père\\net fils')
    assert.isTrue(lines.some((line) => line.endsWith(`/organisations/${organisation.id}`)))
    assert.notInclude(lines.join('\n'), account.password)
  })

  test('after a reset the same entry moves to the new end', async ({ assert, client }) => {
    const { manager, organisation, account, path } = await givenAnAccount()
    await aReset(organisation.id, account.accountId)
    const response = await signedIn(client.get(path), manager)
    const lines = linesOf(response.text() || String(response.body()))
    const current = (await passwordsOf(account.accountId)).at(-1)!
    assert.includeMembers(lines, [
      `UID:technical-account-${account.accountId}@localhost`,
      'SEQUENCE:1',
      `DTSTART:${utc(current.expires_at)}`,
    ])
  })

  test('is linked beside the expiry on the sheet', async ({ assert, client }) => {
    const { manager, organisation, path } = await givenAnAccount()
    const sheet = await signedIn(client.get(`/organisations/${organisation.id}`), manager)
    assert.include(sheet.text(), `href="${path}"`)
  })

  test('an account of another organisation, or a deleted one, has none', async ({ client }) => {
    const { manager, organisation } = await givenAnAccount()
    const other = await givenAnAccount()
    const across = `${accountsPath(organisation.id)}/${other.account.accountId}/expiry.ics`
    ;(await signedIn(client.get(across), manager)).assertStatus(404)
    ;(await signedIn(client.get(other.path), manager)).assertStatus(404)
  })
})
