import { test } from '@japa/runner'
import type { Page } from 'playwright'
import { keepSessions } from '#tests/helpers/browser_journey'
import { signIn } from '#tests/helpers/browser_session'
import { rowsOf } from '#tests/helpers/database'
import { aManagedOrganisation, PASSWORD } from '#tests/helpers/fixtures'
import { eventually } from '#tests/helpers/queues'

/** What has taken the focus: its accessible name as far as the walk needs it, and whether it can be seen. */
const FOCUSED = `(() => {
  const element = document.activeElement
  if (!element || element === document.body) return { taken: false, name: '', visible: false }
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element)
  const { width, height, bottom, top } = element.getBoundingClientRect()
  const ring = (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || boxShadow !== 'none'
  const label = element.labels?.[0] ?? element
  return {
    taken: true,
    name: label.textContent.replaceAll(/\\s+/g, ' ').trim(),
    visible: ring && width > 1 && height > 1 && bottom > 0 && top < innerHeight,
  }
})()`

interface Focused {
  taken: boolean
  name: string
  visible: boolean
}

/** Walks with the tab key, and answers the names in their order up to the one that is sought. */
async function tabTo(page: Page, sought: string): Promise<string[]> {
  const passed: string[] = []
  while (passed.length < 60) {
    await page.waitForLoadState()
    let name = ''
    let pressed = false
    // The page may still be scrolling to it; one that was not shown yet has not taken the key.
    await eventually(`a focus that can be seen after ${passed.join(' | ')}`, async () => {
      if (!pressed) await page.keyboard.press('Tab')
      const focused = await page.evaluate<Focused>(FOCUSED)
      pressed = focused.taken
      name = focused.name
      return focused.visible
    })
    passed.push(name)
    if (name.includes(sought)) return passed
  }
  throw new Error(`Not reached: ${sought}. Passed: ${passed.join(' | ')}`)
}

async function follow(page: Page, sought: string) {
  await tabTo(page, sought)
  await page.keyboard.press('Enter')
  await page.waitForLoadState()
}

test.group('By keyboard alone', (group) => {
  keepSessions(group)

  test('a manager signs in and creates a technical account', async ({ browserContext, assert }) => {
    const { manager } = await aManagedOrganisation({ organisation: { name: 'Ville d’essai' } })
    const page = await browserContext.newPage()
    await page.goto('/login')
    await tabTo(page, 'Identifiant')
    await page.keyboard.type(manager.login_email)
    await page.keyboard.press('Tab')
    await page.keyboard.type(PASSWORD)
    await page.keyboard.press('Enter')
    await page.assertPath('/')

    await follow(page, 'Activités du gestionnaire')
    await page.assertPath('/manager-activities')
    await follow(page, 'Modifier la fiche structure')
    await page.assertTitleContains('Ville d’essai')
    await follow(page, 'Créer un utilisateur technique')
    await page.assertTitleContains('Saisie utilisateur technique')

    const fields = await tabTo(page, 'Annuler')
    const order = fields.slice(
      fields.findIndex((name) => name.startsWith('Adresse électronique de connexion'))
    )
    assert.deepEqual(
      order.map((name) => name.replace(' (facultatif)', '')),
      [
        'Adresse électronique de connexion',
        'Adresse électronique de contact',
        'Libellé',
        "Adresses à prévenir avant l'expiration",
        "Créer l'utilisateur technique",
        'Annuler',
      ]
    )
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Enter')
    await page.assertExists('#password')
    await follow(page, 'Copier Ce compte a été créé avec le mot de passe')
    await page.assertTextContains('#password-copied', 'copié')
    const { name } = await page.evaluate<Focused>(FOCUSED)
    assert.include(name, 'Copier', 'the focus stays where the copy was asked for')
    assert.lengthOf(await rowsOf('select id from technical_accounts'), 1)
  })

  test('the first key press offers to skip to the content, and does', async ({
    browserContext,
    assert,
  }) => {
    const { manager, organisation } = await aManagedOrganisation()
    await signIn(browserContext, manager)
    const page = await browserContext.newPage()
    await page.goto(`/organisations/${organisation.id}`)
    assert.deepEqual(await tabTo(page, 'Aller au contenu'), ['Aller au contenu'])
    await page.keyboard.press('Enter')
    assert.equal(await page.evaluate('document.activeElement.id'), 'main')
    const [first] = await tabTo(page, '')
    assert.equal(first.replace('\u00a0', ' '), "Besoin d'aide ? Consulter une structure")
  })

  test('a refused form takes the focus to what is wrong, and from there to the field', async ({
    browserContext,
    assert,
  }) => {
    const { manager, organisation } = await aManagedOrganisation()
    await signIn(browserContext, manager)
    const page = await browserContext.newPage()
    await page.goto(`/organisations/${organisation.id}/technical-accounts/create`)
    await tabTo(page, 'Adresses à prévenir')
    await page.keyboard.type('pas une adresse')
    await tabTo(page, "Créer l'utilisateur technique")
    await page.keyboard.press('Enter')
    await page.assertExists('.ds-error-summary:focus')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    assert.equal(await page.evaluate('document.activeElement.id'), 'notificationAddresses')
    await page.assertInputValue('#notificationAddresses', 'pas une adresse')
  })

  test('on a narrow screen the menu opens, closes with Escape, and gives the focus back', async ({
    browserContext,
    assert,
  }) => {
    const { manager } = await aManagedOrganisation()
    await signIn(browserContext, manager)
    const page = await browserContext.newPage()
    await page.setViewportSize({ width: 390, height: 844 })
    await page.goto('/')
    await follow(page, 'Menu')
    await page.assertVisible('#menu')
    await tabTo(page, 'Mon compte')
    await page.keyboard.press('Escape')
    await page.assertNotVisible('#menu')
    const { name } = await page.evaluate<Focused>(FOCUSED)
    assert.equal(name, 'Menu')
  })
})
