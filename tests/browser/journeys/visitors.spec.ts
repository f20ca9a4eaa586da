import { test } from '@japa/runner'
import { journey, keepSessions } from '#tests/helpers/browser_journey'
import { signIn, signInByForm } from '#tests/helpers/browser_session'
import { aManagedOrganisation, aPerson, attach } from '#tests/helpers/fixtures'
import { anAccount } from '#tests/helpers/technical_accounts'

test.group('Journey: who sees what', (group) => {
  keepSessions(group)

  journey('a plain user reads the sheet, and no more', async ({ page, context, assert }) => {
    const { manager, organisation } = await aManagedOrganisation({
      organisation: { name: 'Ville d’essai' },
      manager: { first_name: 'Anne', last_name: 'Gestion' },
    })
    const account = await anAccount(organisation.id)
    const agent = await aPerson()
    await attach(agent.id, organisation.id)
    await signIn(context, agent)

    const sheet = `/organisations/${organisation.id}`
    await page.goto(sheet)
    await page.assertTextContains('h1', 'Ville d’essai')
    await page.assertTextContains('main', manager.contact_email as string)
    assert.notInclude(await page.content(), account.login)
    await page.assertElementsCount('main form[method=post]', 0)
    await page.assertNotExists('main a[href$="/create"], main a[href*=handover]')

    const refused = await page.goto(`${sheet}/technical-accounts/create`)
    assert.equal(refused!.status(), 403)
    await page.assertTextContains('main', 'Anne Gestion')
  })

  journey(
    'a stranger gets the same page as for what is not there',
    async ({ page, context, assert }) => {
      const { organisation } = await aManagedOrganisation({
        organisation: { name: 'Ville d’essai' },
      })
      const { manager: stranger } = await aManagedOrganisation()
      await signIn(context, stranger)
      const read = async (path: string) => {
        const answer = await page.goto(path)
        assert.equal(answer!.status(), 404)
        const main = await page.locator('main').innerText()
        return main.replace(/[\w-]{16,}/, 'request')
      }
      const theirs = await read(`/organisations/${organisation.id}`)
      assert.notInclude(theirs, 'Ville d’essai')
      assert.equal(theirs, await read('/organisations/999999'))
      assert.equal(
        theirs,
        await read(`/organisations/${organisation.id}/technical-accounts/create`)
      )
    }
  )

  journey('the language is switched, on a page and for good', async ({ page }) => {
    await page.goto('/login')
    await page.assertExists('html[lang=fr]')
    await page.getByRole('button', { name: 'English' }).click()
    await page.assertPath('/login')
    await page.assertExists('html[lang=en]')
    await page.assertTextContains('h1', 'Log in')
    await page.goto('/help')
    await page.assertExists('html[lang=en]')
    await page.getByRole('button', { name: 'Français' }).click()
    await page.assertPath('/help')
    await page.assertExists('html[lang=fr]')
  })

  journey('signing out closes the session', async ({ page, context }) => {
    const person = await aPerson()
    await signInByForm(page, person)
    const cookies = await context.cookies()
    await page.getByRole('button', { name: 'Déconnexion' }).click()
    await page.assertPath('/login')
    await page.assertTextContains('.flash', 'déconnecté')
    await page.goto('/account')
    await page.assertPath('/login')

    await context.clearCookies()
    await context.addCookies(cookies)
    await page.goto('/account')
    await page.assertPath('/login')
  })
})
