import { readFile } from 'node:fs/promises'
import { test } from '@japa/runner'
import type { Download, Page } from 'playwright'
import { goBackToForm, journey, keepSessions } from '#tests/helpers/browser_journey'
import { signInByForm } from '#tests/helpers/browser_session'
import { whileWorkersRun } from '#tests/helpers/browser_workers'
import { rowsOf } from '#tests/helpers/database'
import { aManagedOrganisation } from '#tests/helpers/fixtures'
import { mailbox } from '#tests/helpers/mailbox'
import { textOfPdf } from '#tests/helpers/pdf'

const LOGIN = 'TECH_064205873900839@habilis.test'

const aTown = () =>
  aManagedOrganisation({
    organisation: { name: 'Ville d’essai', identifier_type: 'SIRET', identifier: '64205873900839' },
    manager: { login_email: 'gp@exemple.test', contact_email: 'contact-gp@exemple.test' },
  })

/** From the home page to the form, as the guide describes the way. */
async function goToTheForm(page: Page) {
  await page.getByRole('link', { name: 'Activités du gestionnaire' }).first().click()
  await page.getByRole('link', { name: 'Modifier la fiche structure' }).click()
  await page.getByRole('link', { name: 'Créer un utilisateur technique' }).click()
  await page.assertTitleContains('Saisie utilisateur technique')
}

async function saved(page: Page, button: () => Promise<void>): Promise<[Download, Buffer]> {
  const [download] = await Promise.all([page.waitForEvent('download'), button()])
  return [download, await readFile(await download.path())]
}

test.group('Journey: creating a technical account', (group) => {
  keepSessions(group)
  group.each.setup(() => whileWorkersRun())
  group.each.setup(() => mailbox.empty())

  journey(
    'a manager signs in, creates an account, and takes its password away once',
    async ({ page, context, assert, javaScript }) => {
      const { manager } = await aTown()
      await signInByForm(page, manager)
      await goToTheForm(page)
      await page.assertInputValue('#login', LOGIN)
      await page.assertInputValue('#contactEmail', 'contact-gp@exemple.test')
      await page.getByLabel('Libellé').fill('ERP comptable')
      await page.getByLabel('Adresses à prévenir').fill('integrateur@exemple.test')
      await page.getByRole('button', { name: "Créer l'utilisateur technique" }).click()

      await page.assertTextContains(
        'main',
        `Vous venez de créer avec succès le compte utilisateur technique ${LOGIN}`
      )
      await page.assertTextContains('main', 'Ce mot de passe ne sera plus jamais affiché')
      const password = await page.locator('#password').inputValue()
      assert.isAbove(password.length, 15)

      const copy = page.locator('[data-copy=password]')
      if (javaScript) {
        await copy.click()
        await page.assertTextContains('#password-copied', 'copié dans le presse-papiers')
        assert.equal(await page.evaluate('navigator.clipboard.readText()'), password)
      } else {
        await page.assertNotVisible(copy)
      }

      const [textFile, text] = await saved(page, () =>
        page.getByRole('button', { name: 'Version texte' }).click()
      )
      assert.equal(textFile.suggestedFilename(), `${LOGIN}.txt`)
      assert.include(text.toString(), password)

      const [tab] = await Promise.all([
        context.waitForEvent('page'),
        page.getByRole('button', { name: 'Exporter les informations de connexion' }).click(),
      ])
      // Scripts are switched off in a new tab a moment late: its first page may still expect them.
      if (!javaScript) await tab.reload()
      const link = tab.getByRole('link', { name: 'Télécharger le PDF' })
      await tab.assertVisible(link)
      const [pdfFile, pdf] = await saved(tab, () => link.click())
      assert.equal(pdfFile.suggestedFilename(), `${LOGIN}.pdf`)
      assert.equal(pdf.subarray(0, 5).toString(), '%PDF-')
      assert.include(textOfPdf(pdf).replaceAll(/\s/g, ''), password)

      const again = await tab.goto(pdfFile.url())
      assert.equal(again!.status(), 404)
      await tab.assertTextContains('main', "Cet export n'est plus disponible")
      await tab.close()

      const mails = await mailbox.receives(1, 'contact-gp@exemple.test')
      assert.include(mails[0].text, LOGIN)
      for (const mail of await mailbox.mails()) {
        assert.notInclude(mail.text + mail.html, password)
      }

      await page.getByRole('link', { name: 'Retour sur la fiche structure' }).click()
      await page.assertTextContains('.technical-accounts', LOGIN)
      const line = (await page.locator('.technical-account h3').textContent())!
      assert.include(line.replaceAll(/\s+/g, ' '), `Utilisateur technique : ${LOGIN} (ACTIF)`)
      assert.notInclude(await page.content(), password)
    }
  )

  journey(
    'reloading the recap, or coming back to it, shows no password and creates nothing',
    async ({ page, assert }) => {
      const { manager } = await aTown()
      await signInByForm(page, manager)
      await goToTheForm(page)
      await page.getByRole('button', { name: "Créer l'utilisateur technique" }).click()
      const password = await page.locator('#password').inputValue()

      await page.reload()
      await page.assertTextContains('h1', 'Mot de passe déjà affiché')
      assert.notInclude(await page.content(), password)

      await page.getByRole('link', { name: 'Retour sur la fiche structure' }).click()
      await page.assertTitleContains('Ville d’essai')
      await goBackToForm(page)
      assert.notInclude(await page.content(), password)
      await page.reload()
      await page.assertExists('h1')
      assert.notInclude(await page.content(), password)

      assert.lengthOf(await rowsOf('select id from technical_accounts'), 1)
      assert.lengthOf(await rowsOf('select id from technical_passwords'), 1)
    }
  )
})
