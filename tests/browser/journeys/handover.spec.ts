import { test } from '@japa/runner'
import { journey, keepSessions } from '#tests/helpers/browser_journey'
import { signInByForm } from '#tests/helpers/browser_session'
import { whileWorkersRun } from '#tests/helpers/browser_workers'
import { aManagedOrganisation, aPerson, attach } from '#tests/helpers/fixtures'
import { mailbox } from '#tests/helpers/mailbox'
import { anAccount } from '#tests/helpers/technical_accounts'

const NEW_CONTACT = 'contact-de-la-suivante@exemple.test'

async function aTown() {
  const { manager, organisation } = await aManagedOrganisation({
    organisation: { name: 'Ville d’essai' },
    manager: { first_name: 'Anne', last_name: 'Sortante' },
  })
  const next = await aPerson({
    first_name: 'Lou',
    last_name: 'Suivante',
    contact_email: NEW_CONTACT,
  })
  await attach(next.id, organisation.id)
  const account = await anAccount(organisation.id)
  return { manager, next, account, sheet: `/organisations/${organisation.id}` }
}

test.group('Journey: handing over the principal manager’s role', (group) => {
  keepSessions(group)
  group.each.setup(() => whileWorkersRun())
  group.each.setup(() => mailbox.empty())

  journey(
    'proposed by one, accepted by the other: rights and technical accounts follow',
    async ({ page, somebodyElse, assert }) => {
      const { manager, next, account, sheet } = await aTown()
      await signInByForm(page, manager)
      await page.goto(sheet)
      await page.getByRole('link', { name: 'Lou Suivante' }).click()
      await page.assertTextContains('main', 'Ville d’essai')
      await page.assertSelectedOptions('#user', [String(next.id)])
      await page.locator('main').getByRole('button').click()
      await page.assertTextContains('.flash', 'La proposition est envoyée')
      await page.assertTextContains('main', 'Le rôle est proposé à Lou Suivante')
      await mailbox.receives(1, NEW_CONTACT)

      const other = await somebodyElse()
      await signInByForm(other, next)
      await other.goto(sheet)
      await other.assertNotExists('#technical-accounts')
      await other.goto('/')
      await other.locator('main a[href^="/handovers/"]').click()
      await other.assertTextContains('main', 'Anne Sortante')
      await other.getByRole('button', { name: 'Accepter' }).click()
      await other.assertTextContains('.flash', 'Vous êtes maintenant gestionnaire principal')

      await other.goto(sheet)
      await other.assertTextContains('main', `Suivante Lou (${NEW_CONTACT})`)
      await other.assertTextContains('.technical-accounts', account.login)

      await page.goto(sheet)
      await page.assertTextContains('main', 'Suivante Lou')
      await page.assertNotExists('#technical-accounts')
      const refused = await page.goto(`${sheet}/technical-accounts/create`)
      assert.equal(refused!.status(), 403)
      await page.assertTextContains('main', 'Lou Suivante')

      // After the proposal, and after the account's creation: the change, told to both.
      await mailbox.receives(2, NEW_CONTACT)
      await mailbox.receives(2, manager.contact_email as string)
      await mailbox.empty()
      await other.goto(`${sheet}/technical-accounts/${account.accountId}/password/create`)
      await other.getByRole('button', { name: 'Confirmer' }).click()
      await other.assertTextContains('main', `à l'adresse ${NEW_CONTACT}`)
      await mailbox.receives(1, NEW_CONTACT)
      assert.isEmpty(await mailbox.mails(manager.contact_email as string))
    }
  )
})
