import { test } from '@japa/runner'
import type { Page } from 'playwright'
import { journey, keepSessions } from '#tests/helpers/browser_journey'
import { forgetConfirmation, signIn } from '#tests/helpers/browser_session'
import { rowsOf } from '#tests/helpers/database'
import { aManagedOrganisation, PASSWORD } from '#tests/helpers/fixtures'

async function confirm(page: Page, password: string) {
  await page.getByLabel('Mot de passe').fill(password)
  await page.locator('main').getByRole('button').click()
}

test.group('Journey: the password asked for again', (group) => {
  keepSessions(group)

  journey('before a form that needs it', async ({ page, context }) => {
    const { manager, organisation } = await aManagedOrganisation()
    await signIn(context, manager, { confirmed: false })
    await page.goto(`/organisations/${organisation.id}`)
    await page.getByRole('link', { name: 'Créer un utilisateur technique' }).click()
    await page.assertPath('/reauthentication')
    await confirm(page, PASSWORD)
    await page.assertTextContains('h1', 'Saisie utilisateur technique')
  })

  journey(
    'when a form was filled in slowly: nothing typed is lost, nothing is done twice',
    async ({ page, context, assert }) => {
      const { manager, organisation } = await aManagedOrganisation()
      await signIn(context, manager)
      await page.goto(`/organisations/${organisation.id}/technical-accounts/create`)
      await page.getByLabel('Libellé').fill('ERP « comptable »')
      await page.getByLabel('Adresses à prévenir').fill('un@exemple.test\ndeux@exemple.test')
      await forgetConfirmation(context)
      await page.getByRole('button', { name: "Créer l'utilisateur technique" }).click()
      await page.assertPath('/reauthentication')

      await confirm(page, 'pas celui-là')
      await page.assertTitleContains('Erreur')
      await page.assertPath('/reauthentication')
      await confirm(page, PASSWORD)

      await page.assertTextContains('h1', 'Saisie utilisateur technique')
      assert.isEmpty(await rowsOf('select id from technical_accounts'))
      await page.assertInputValue('#label', 'ERP « comptable »')
      await page.assertInputValue('#notificationAddresses', 'un@exemple.test\ndeux@exemple.test')
      await page.getByRole('button', { name: "Créer l'utilisateur technique" }).click()
      await page.assertTextContains('main', 'Vous venez de créer avec succès')
      const accounts = await rowsOf('select label from technical_accounts')
      assert.deepEqual(accounts, [{ label: 'ERP « comptable »' }])
    }
  )
})
