import { test } from '@japa/runner'
import { journey, keepSessions } from '#tests/helpers/browser_journey'
import { signInByForm } from '#tests/helpers/browser_session'
import { whileWorkersRun } from '#tests/helpers/browser_workers'
import { aManagedOrganisation, aPerson } from '#tests/helpers/fixtures'
import { mailbox, type ReceivedMail } from '#tests/helpers/mailbox'

const NEW_PASSWORD = 'quatre chevaux gris et un banc'

function linkIn(mail: ReceivedMail): string {
  const link = /http:\/\/localhost:\d+\/\S+-\S+/.exec(mail.text)
  if (!link) throw new Error(`No link in:\n${mail.text}`)
  return link[0]
}

test.group('Journey: one’s own account', (group) => {
  keepSessions(group)
  group.each.setup(() => whileWorkersRun())
  group.each.setup(() => mailbox.empty())

  journey(
    'a forgotten password is replaced through a mail, and old sessions are closed',
    async ({ page, somebodyElse, assert }) => {
      const person = await aPerson({
        login_email: 'gp@exemple.test',
        contact_email: 'x@exemple.test',
      })
      const elsewhere = await somebodyElse()
      await signInByForm(elsewhere, person)

      await page.goto('/login')
      await page.getByRole('link', { name: 'Mot de passe oublié' }).click()
      await page.getByLabel('Identifiant').fill('gp@exemple.test')
      await page.locator('main').getByRole('button').click()
      await page.assertTextContains('main', 'gp@exemple.test')

      const [mail] = await mailbox.receives(1, 'gp@exemple.test')
      const link = linkIn(mail)
      await page.goto(link)
      await page.locator('#password').fill(NEW_PASSWORD)
      await page.locator('#password_confirmation').fill(NEW_PASSWORD)
      await page.locator('main').getByRole('button').click()
      await page.assertPath('/login')
      await page.assertTextContains('.flash', 'Votre mot de passe est changé')

      await elsewhere.goto('/account')
      await elsewhere.assertPath('/login')
      await signInByForm(page, person, NEW_PASSWORD)

      const used = await page.goto(link)
      assert.equal(used!.status(), 410)
      await page.assertNotExists('#password')
    }
  )

  journey(
    'a contact address counts once it is confirmed through a mail',
    async ({ page, assert }) => {
      const { manager, organisation } = await aManagedOrganisation({
        manager: { contact_email: 'ancienne@exemple.test' },
      })
      await signInByForm(page, manager)
      await page.goto('/account')
      await page.getByRole('link', { name: "Modifier l'adresse" }).click()
      await page.getByLabel('Nouvelle adresse').fill('nouvelle@exemple.test')
      await page.locator('main').getByRole('button').click()
      await page.assertPath('/account')
      await page.assertTextContains('.pending', 'nouvelle@exemple.test')
      await page.assertTextContains('[aria-labelledby=contact] dl', 'ancienne@exemple.test')

      const [mail] = await mailbox.receives(1, 'nouvelle@exemple.test')
      await page.goto(linkIn(mail))
      await page.locator('main').getByRole('button').click()
      await page.assertTextContains('main [role=status]', 'nouvelle@exemple.test')
      await page.goto('/account')
      await page.assertTextContains('[aria-labelledby=contact] dl', 'nouvelle@exemple.test')
      await page.assertNotExists('.pending')

      await page.goto(`/organisations/${organisation.id}/technical-accounts/create`)
      await page.assertInputValue('#contactEmail', 'nouvelle@exemple.test')
      // About the account itself: to the login, which is not the address that was changed.
      const [told] = await mailbox.receives(1, manager.login_email)
      assert.include(told.text, 'nouvelle@exemple.test')
    }
  )
})
