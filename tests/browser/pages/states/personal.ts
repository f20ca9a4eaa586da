import { tenancy } from '#shared/tenancy/main'
import { signIn } from '#tests/helpers/browser_session'
import { rowsOf } from '#tests/helpers/database'
import { aManagedOrganisation, aPerson, anOrganisation, attach } from '#tests/helpers/fixtures'
import { age, anAccount } from '#tests/helpers/technical_accounts'
import { ProposeHandover } from '../../../../app/habilitations/actions/propose_handover.js'
import { submitAnyway, type PageState } from '../page_state.js'

const DAY = 24

/** Somebody with everything that a home page can hold. */
async function aBusyManager() {
  const { manager, organisation } = await aManagedOrganisation({
    organisation: {
      name: 'Communauté de communes de l’Exemple-sur-Rivière-en-Très-Longue-Vallée',
      identifier_type: 'SIRET',
      identifier: '64205873900839',
    },
    manager: {
      first_name: 'Marie-Antoinette',
      last_name: 'de la Rochefoucauld-Montbel',
      contact_email: 'marie-antoinette.de-la-rochefoucauld-montbel@communaute-exemple.test',
      previous_login_at: '2026-01-05T08:30:00Z',
    },
  })
  for (const days of [80, 99, 120]) {
    const { accountId } = await anAccount(organisation.id, { label: `Compte ${days}` })
    await age(accountId, days * DAY)
  }
  const other = await aManagedOrganisation({ organisation: { name: 'Ville d’essai' } })
  await attach(manager.id, other.organisation.id)
  await tenancy.asSystem('test', () =>
    new ProposeHandover().handle({
      organisationId: other.organisation.id,
      fromUserId: other.manager.id,
      toUserId: manager.id,
    })
  )
  return { manager, organisation }
}

const HOME: PageState[] = [
  {
    name: 'the home of somebody without organisation',
    async prepare(page, context) {
      await signIn(context, await aPerson())
      await page.goto('/')
    },
  },
  {
    name: 'the home, filled',
    async prepare(page, context) {
      await signIn(context, (await aBusyManager()).manager)
      await page.goto('/')
      await page.assertExists('main .ds-table')
    },
  },
  {
    name: 'the home with its menu open',
    widths: [390],
    async prepare(page, context) {
      await signIn(context, (await aBusyManager()).manager)
      await page.goto('/')
      await page.getByRole('button', { name: 'Menu' }).click()
      await page.assertVisible('#menu')
    },
  },
  {
    name: 'the manager’s activities, empty',
    async prepare(page, context) {
      await signIn(context, await aPerson())
      await page.goto('/manager-activities')
    },
  },
  {
    name: 'the manager’s activities, filled, on a second page',
    async prepare(page, context) {
      const { manager, organisation } = await aBusyManager()
      for (let n = 0; n < 11; n++) await attach(manager.id, (await anOrganisation()).id)
      for (let n = 0; n < 11; n++) await anAccount(organisation.id)
      await signIn(context, manager)
      await page.goto('/manager-activities?page=2&history_page=2')
      await page.assertElementsCount('main .ds-pagination', 2)
    },
  },
  {
    name: 'the manager’s activities, after searches without result',
    async prepare(page, context) {
      await signIn(context, (await aBusyManager()).manager)
      await page.goto('/manager-activities?search=introuvable&history_search=introuvable')
      await page.assertElementsCount('main .empty', 2)
    },
  },
  {
    name: 'the history before its export',
    async prepare(page, context) {
      await signIn(context, (await aBusyManager()).manager)
      await page.goto('/manager-activities/history/export?history_search=e')
    },
  },
  {
    name: 'an entry of the history',
    async prepare(page, context) {
      const { manager } = await aBusyManager()
      const [entry] = await rowsOf(
        `select id from audit_events where action like 'technical%' limit 1`
      )
      await signIn(context, manager)
      await page.goto(`/history/${entry.id}`)
      await page.assertExists('.facts-list')
    },
  },
]

const ACCOUNT: PageState[] = [
  {
    name: 'one’s account',
    async prepare(page, context) {
      await signIn(context, await aPerson())
      await page.goto('/account')
    },
  },
  {
    name: 'one’s account with an address to confirm',
    async prepare(page, context) {
      await signIn(context, await aPerson())
      await page.goto('/account/contact-email')
      await page.locator('#email').fill('une-tres-longue-nouvelle-adresse@communaute-exemple.test')
      await submitAnyway(page)
      await page.assertExists('.pending')
    },
  },
  {
    name: 'the contact address, empty',
    async prepare(page, context) {
      const { manager, organisation } = await aManagedOrganisation()
      await anAccount(organisation.id)
      await signIn(context, manager)
      await page.goto('/account/contact-email')
    },
  },
  {
    name: 'the contact address, refused',
    refused: true,
    async prepare(page, context) {
      await signIn(context, await aPerson())
      await page.goto('/account/contact-email')
      await page.locator('#email').fill('pas une adresse')
      await submitAnyway(page)
    },
  },
  {
    name: 'the password asked for again',
    async prepare(page, context) {
      await signIn(context, await aPerson(), { confirmed: false })
      await page.goto('/account/contact-email')
    },
  },
  {
    name: 'the password asked for again, refused',
    refused: true,
    async prepare(page, context) {
      await signIn(context, await aPerson(), { confirmed: false })
      await page.goto('/account/contact-email')
      await page.locator('#password').fill('pas celui-là')
      await submitAnyway(page)
    },
  },
  {
    name: 'the login after signing out',
    async prepare(page, context) {
      await signIn(context, await aPerson())
      await page.goto('/account')
      await page.getByRole('button', { name: 'Déconnexion' }).click()
      await page.assertExists('.flash')
    },
  },
]

export const PERSONAL: PageState[] = [...HOME, ...ACCOUNT]
