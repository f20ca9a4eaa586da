import { test } from '@japa/runner'
import { rowsOf } from '#tests/helpers/database'
import { aManagedOrganisation } from '#tests/helpers/fixtures'
import { signedIn } from '#tests/helpers/signed_in'
import { anAccount, aReset } from '#tests/helpers/technical_accounts'
import { recordAudit } from '#shared/audit/record_audit'
import { tenancy } from '#shared/tenancy/main'

const entryOf = async (action: string) =>
  (await rowsOf('select id from audit_events where action = ?', [action]))[0].id

test.group('An entry of the history', () => {
  test('says in words what was noted, and nothing of our numbering', async ({ assert, client }) => {
    const { manager, organisation } = await aManagedOrganisation()
    const { accountId } = await anAccount(organisation.id, {
      label: 'ERP comptable',
      notificationAddresses: ['un@exemple.test', 'deux@exemple.test'],
    })
    const { overlapEndsAt } = await aReset(organisation.id, accountId, '24h')
    const read = async (action: string) =>
      (await signedIn(client.get(`/history/${await entryOf(action)}`), manager)).text()

    const created = await read('technical_accounts.created')
    for (const words of ['ERP comptable', 'un@exemple.test, deux@exemple.test', 'Expiration']) {
      assert.include(created, words)
    }
    const reset = await read('technical_accounts.password_reset')
    assert.include(reset, 'Il fonctionne encore 24 heures')
    assert.include(reset, 'Fin du chevauchement')
    assert.include(reset, String(overlapEndsAt!.getUTCFullYear()))
    for (const page of [created, reset]) {
      assert.notInclude(page, 'technical_account:')
      assert.notInclude(page, 'Objet')
      assert.include(page, 'Habilis (automatique)')
    }
  })

  test('in the reader’s language, and without what is not known', async ({ assert, client }) => {
    const { manager, organisation } = await aManagedOrganisation()
    await tenancy.asSystem('test', () =>
      recordAudit({
        organisationId: organisation.id,
        action: 'technical_accounts.reminder_sent',
        details: { stage: '7', format: 'text', overlapEndsAt: null, unknown: 'inconnu' },
      })
    )
    const id = await entryOf('technical_accounts.reminder_sent')
    const page = await signedIn(client.get(`/history/${id}`), manager).header(
      'accept-language',
      'en'
    )
    page.assertTextIncludes('7 days before')
    assert.notInclude(page.text(), 'inconnu')
    assert.notInclude(page.text(), 'End of the overlap')
  })
})
