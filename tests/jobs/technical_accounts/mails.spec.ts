import { test } from '@japa/runner'
import { rowsOf } from '#tests/helpers/database'
import { aManagedOrganisation, aPerson, attach } from '#tests/helpers/fixtures'
import { mailbox } from '#tests/helpers/mailbox'
import { workOffOutbox } from '#tests/helpers/outbox'
import { anAccount, aReset } from '#tests/helpers/technical_accounts'

const aTown = (manager: object = {}) =>
  aManagedOrganisation({
    organisation: { name: 'Mairie d’Exemple' },
    manager: { contact_email: 'gp@exemple.test', ...manager },
  })

test.group('Mails about technical accounts', (group) => {
  group.each.setup(() => mailbox.empty())

  test('a creation is told to the manager’s contact address, without the password', async ({
    assert,
  }) => {
    const { organisation } = await aTown()
    const { login, password } = await anAccount(organisation.id, {
      label: 'ERP',
      notificationAddresses: ['integrateur@exemple.test'],
    })
    await workOffOutbox()
    const mails = await mailbox.receives(1)
    assert.deepEqual(mails[0].to, ['gp@exemple.test'])
    for (const body of [mails[0].text, mails[0].html]) {
      assert.include(body, login)
      assert.include(body, 'ERP')
      assert.lengthOf(body.match(/Heures de Paris/g) ?? [], 1)
      assert.notInclude(body, password)
      assert.notInclude(body, 'hbt_')
    }
    assert.match(mails[0].text, /\S\u00a0: ERP/)
    assert.notMatch(mails[0].text, / [:;!?]/)
    assert.include(mails[0].subject, login)
  })

  test('a reset is told too, with the overlap’s end, in the manager’s language', async ({
    assert,
  }) => {
    const { organisation } = await aTown({ locale: 'en' })
    const { accountId } = await anAccount(organisation.id)
    const first = await aReset(organisation.id, accountId, '24h')
    const second = await aReset(organisation.id, accountId)
    await workOffOutbox({ only: '%password_reset%' })
    const mails = await mailbox.receives(2, 'gp@exemple.test')
    for (const mail of mails) {
      assert.equal(mail.headers['content-language'], 'en')
      assert.notInclude(mail.text, first.password)
      assert.notInclude(mail.text, second.password)
    }
  })

  test('a reset of a suspended account says that it stays suspended', async ({ assert }) => {
    const { organisation } = await aTown()
    const { accountId } = await anAccount(organisation.id)
    await aReset(organisation.id, accountId)
    await rowsOf(`update technical_accounts set status = 'suspended'`)
    await workOffOutbox({ only: '%password_reset%' })
    const [mail] = await mailbox.receives(1)
    assert.include(mail.text, 'Ce compte est toujours suspendu')
  })

  test('whoever manages when the mail leaves gets it', async ({ assert }) => {
    const { organisation, manager } = await aTown()
    await anAccount(organisation.id)
    const successor = await aPerson({ contact_email: 'nouveau@exemple.test' })
    await rowsOf(`update attachments set role = 'user' where user_id = ?`, [manager.id])
    await attach(successor.id, organisation.id, { role: 'principal_manager' })
    await workOffOutbox()
    await mailbox.receives(1, 'nouveau@exemple.test')
    assert.lengthOf(await mailbox.mails('gp@exemple.test'), 0)
  })

  test('nothing is sent for what is gone, or to nobody', async ({ assert }) => {
    const { organisation } = await aTown()
    const { accountId } = await anAccount(organisation.id)
    await aReset(organisation.id, accountId)
    await rowsOf(`update technical_accounts set status = 'deleted'`)
    await workOffOutbox()
    const other = await aTown()
    await anAccount(other.organisation.id)
    await rowsOf(`update users set deactivated_at = now()`)
    await workOffOutbox()
    assert.lengthOf(await mailbox.mails(), 0)
  })
})
