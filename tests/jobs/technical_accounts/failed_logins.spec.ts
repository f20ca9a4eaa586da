import { test } from '@japa/runner'
import { mailbox } from '#tests/helpers/mailbox'
import { workOffOutbox } from '#tests/helpers/outbox'
import { aCallingAccount, forgetCounts } from '#tests/helpers/api_calls'
import { authenticate } from '../../../app/technical_accounts/authentication/authenticate.js'
import { flushFailedLogins } from '../../../app/technical_accounts/authentication/failed_logins.js'
import { generatePassword } from '../../../app/technical_accounts/credential/technical_password.js'

test.group('Repeated failures of a technical account', (group) => {
  group.each.setup(async () => {
    await forgetCounts()
    await mailbox.empty()
  })

  test('are told to its manager by one mail that names the account', async ({ assert }) => {
    const { account, manager } = await aCallingAccount()
    const wrong = generatePassword()
    for (let i = 0; i < 45; i++) {
      await authenticate({ credentials: { login: account.login, password: wrong } }, `192.0.2.${i}`)
    }
    await flushFailedLogins()
    await workOffOutbox({ only: '%failed_logins%' })
    const mails = await mailbox.mails(manager.contact_email)
    assert.lengthOf(mails, 1)
    assert.include(mails[0].subject, account.login)
    assert.notInclude(mails[0].text, wrong)
  })
})
