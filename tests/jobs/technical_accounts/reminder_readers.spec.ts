import { test } from '@japa/runner'
import { checkPasswordExpiry } from '../../../app/technical_accounts/expiry/check_password_expiry.js'
import { rowsOf } from '#tests/helpers/database'
import { aManagedOrganisation, aPerson } from '#tests/helpers/fixtures'
import { mailbox } from '#tests/helpers/mailbox'
import { workOffOutbox } from '#tests/helpers/outbox'
import { age, anAccount } from '#tests/helpers/technical_accounts'

/** An account whose password ends within three days, so that everybody is written to. */
async function givenAnUrgentAccount() {
  const { organisation, manager } = await aManagedOrganisation({
    organisation: {
      email: 'structure@exemple.test',
      identifier_type: 'SIRET',
      identifier: '64205873900839',
    },
    manager: { contact_email: 'gp@exemple.test' },
  })
  const { accountId } = await anAccount(organisation.id, {
    notificationAddresses: ['int@exemple.test'],
  })
  await aPerson({ is_operator: true, contact_email: 'exploitant@exemple.test' })
  await rowsOf('delete from outbox_messages')
  await age(accountId, 98 * 24)
  return { organisation, manager }
}

async function remind() {
  await checkPasswordExpiry()
  await workOffOutbox()
  const mails = await mailbox.receives(3)
  return Object.fromEntries(mails.map(({ to, text }) => [to[0].split('@')[0], text]))
}

const SHEET = 'Ouvrir la fiche structure'

test.group('What a reminder asks of its reader', (group) => {
  group.each.setup(() => mailbox.empty())

  test('the manager to reset, the others to see that it is done', async ({ assert }) => {
    await givenAnUrgentAccount()
    const { gp, int, structure, exploitant } = await remind()
    assert.include(gp, 'Réinitialisez-le depuis la fiche structure')
    assert.include(gp, SHEET)
    assert.include(gp.replaceAll('\u202f', ' '), '642 058 739 00839')
    assert.include(int, 'Demandez au gestionnaire principal')
    assert.include(structure, 'Assurez-vous que le gestionnaire principal')
    assert.isUndefined(exploitant)
    for (const text of [int, structure]) {
      assert.notInclude(text, SHEET)
      assert.notInclude(text, 'Réinitialisez-le')
    }
  })

  test('without a manager: whom to ask for one', async ({ assert }) => {
    const { manager } = await givenAnUrgentAccount()
    await rowsOf('update users set deactivated_at = now() where id = ?', [manager.id])
    const { gp, int, structure, exploitant } = await remind()
    assert.isUndefined(gp)
    assert.include(int, 'Prévenez la structure')
    assert.include(structure, "Demandez à l'exploitant")
    assert.include(exploitant, 'Décidez avec la structure')
    for (const text of [int, structure, exploitant]) {
      assert.include(text, 'pas de gestionnaire principal actif')
      assert.notInclude(text, 'Réinitialisez-le')
      assert.notInclude(text, SHEET)
    }
  })
})
