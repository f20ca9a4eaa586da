import { test } from '@japa/runner'
import type { Page } from 'playwright'
import { goBackToForm, journey, keepSessions } from '#tests/helpers/browser_journey'
import { signInByForm } from '#tests/helpers/browser_session'
import { rowsOf } from '#tests/helpers/database'
import { aManagedOrganisation } from '#tests/helpers/fixtures'
import { anAccount, passwordsOf } from '#tests/helpers/technical_accounts'

async function aTownWithAnAccount() {
  const { manager, organisation } = await aManagedOrganisation({
    organisation: { name: 'Ville d’essai' },
  })
  const account = await anAccount(organisation.id)
  return { manager, organisation, account, sheet: `/organisations/${organisation.id}` }
}

const RESET = 'Réinitialiser le mot de passe (utilisateur technique)'

/** Whether a password opens the API, asked as a client would. */
async function opens(login: string, password: string) {
  const answer = await fetch(
    `http://localhost:${process.env.PORT}/cpro/transverses/v1/health-check`,
    {
      headers: { 'cpro-account': Buffer.from(`${login}:${password}`).toString('base64') },
    }
  )
  return answer.status === 200
}

async function goToReset(page: Page, sheet: string) {
  await page.goto(sheet)
  await page.getByRole('link', { name: RESET }).click()
  await page.assertTextContains('h1', 'Confirmation de réinitialisation')
}

/** Chooses, confirms, and reads the new password. */
async function confirmReset(page: Page, choice: string) {
  await page.getByLabel(choice).check()
  await page.getByRole('button', { name: 'Confirmer' }).click()
  await page.assertTextContains('main', 'Vous venez de réinitialiser avec succès')
  return page.locator('#password').inputValue()
}

const CHOICES = [
  {
    choice: 'Il cesse de fonctionner tout de suite',
    says: 'ne pourra pas être utilisé',
    ends: null,
  },
  { choice: 'Il fonctionne encore 1 heure', says: 'pendant 1 heure', ends: 1 },
  { choice: 'Il fonctionne encore 24 heures', says: 'pendant 24 heures', ends: 24 },
  { choice: 'Il fonctionne encore 7 jours', says: 'pendant 7 jours', ends: 7 * 24 },
]

test.group('Journey: the life of a technical account', (group) => {
  keepSessions(group)

  journey(
    'resets say what becomes of the old password before, and do it',
    async ({ page, assert }) => {
      const { manager, account, sheet } = await aTownWithAnAccount()
      await signInByForm(page, manager)
      let last = account.password
      for (const { choice, says, ends } of CHOICES) {
        await goToReset(page, sheet)
        await page.getByLabel(choice).check()
        const outcomes = page.locator('.outcome').filter({ visible: true })
        const outcome = await outcomes.allInnerTexts()
        assert.include(outcome[0], "Suite à la réinitialisation, l'ancien mot de passe")
        assert.include(outcome[0], says)
        assert.lengthOf(outcome, ends === null ? 1 : 2)

        const password = await confirmReset(page, choice)
        await page.assertTextContains('main', "N'oubliez pas de modifier vos appels de services")
        assert.isTrue(await opens(account.login, password))
        assert.equal(await opens(account.login, last), ends !== null)
        await page.assertElementsCount(
          page.getByText("L'ancien mot de passe fonctionne jusqu'au"),
          ends === null ? 0 : 1
        )
        last = password
      }
      assert.lengthOf(await passwordsOf(account.accountId), 5)
    }
  )

  journey('coming back to a reset, or reloading it, resets nothing', async ({ page, assert }) => {
    const { manager, account, sheet } = await aTownWithAnAccount()
    await signInByForm(page, manager)
    await goToReset(page, sheet)
    const password = await confirmReset(page, 'Il fonctionne encore 24 heures')

    await page.reload()
    await page.assertTextContains('h1', 'Mot de passe déjà affiché')
    await page.getByRole('link', { name: 'Retour sur la fiche structure' }).click()
    await page.assertTitleContains('Ville d’essai')
    await goBackToForm(page)
    assert.notInclude(await page.content(), password)
    await page.reload()
    await page.assertExists('h1')
    assert.notInclude(await page.content(), password)

    assert.lengthOf(await passwordsOf(account.accountId), 2)
    assert.isTrue(await opens(account.login, password))
    assert.isTrue(await opens(account.login, account.password))
  })

  journey(
    'the overlap is ended, the account suspended, reactivated and deleted',
    async ({ page, assert }) => {
      const { manager, account, sheet } = await aTownWithAnAccount()
      const { login } = account
      await signInByForm(page, manager)
      await goToReset(page, sheet)
      const password = await confirmReset(page, 'Il fonctionne encore 7 jours')
      await page.getByRole('link', { name: 'Retour sur la fiche structure' }).click()

      await page.locator('.overlap').getByRole('link').click()
      await page.assertTextContains('main', 'Attendez que tous vos systèmes')
      await page.getByRole('button', { name: 'Mettre fin au chevauchement' }).click()
      await page.assertTextContains('.flash', 'Le chevauchement est terminé')
      await page.assertNotExists('.overlap')
      assert.isFalse(await opens(login, account.password))
      assert.isTrue(await opens(login, password))

      await page.getByRole('link', { name: `Suspendre ${login}` }).click()
      await page.assertTextContains('main', 'Les appels de ce compte sont refusés tout de suite')
      await page.getByRole('button', { name: "Suspendre l'utilisateur technique" }).click()
      await page.assertTextContains('.flash', 'est suspendu')
      assert.isFalse(await opens(login, password))

      await page.getByRole('link', { name: `Réactiver ${login}` }).click()
      await page.getByRole('button', { name: "Réactiver l'utilisateur technique" }).click()
      await page.assertTextContains('.flash', 'est réactivé')
      assert.isTrue(await opens(login, password))

      await page.getByRole('link', { name: `Supprimer ${login}` }).click()
      await page.assertTextContains('main', 'Cette action est définitive')
      await page.getByRole('link', { name: 'Annuler' }).click()
      await page.getByRole('link', { name: `Supprimer ${login}` }).click()
      await page.getByRole('button', { name: 'Supprimer définitivement' }).click()
      await page.assertTextContains('.flash', 'est supprimé')
      await page.assertNotExists('.technical-account')
      assert.isFalse(await opens(login, password))
      assert.lengthOf(await rowsOf(`select id from technical_accounts where status = 'deleted'`), 1)
    }
  )
})
