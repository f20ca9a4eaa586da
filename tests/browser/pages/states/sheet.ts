import type { BrowserContext, Page } from 'playwright'
import { tenancy } from '#shared/tenancy/main'
import { signIn } from '#tests/helpers/browser_session'
import { rowsOf } from '#tests/helpers/database'
import { aManagedOrganisation, aPerson, attach } from '#tests/helpers/fixtures'
import { age, anAccount, aReset } from '#tests/helpers/technical_accounts'
import { ProposeHandover } from '../../../../app/habilitations/actions/propose_handover.js'
import { submitAnyway, type PageState } from '../page_state.js'

const DAY = 24

const anEmptyOrganisation = () =>
  aManagedOrganisation({
    organisation: {
      kind: 'public_body',
      name: 'Ville d’essai',
      identifier_type: 'SIRET',
      identifier: '64205873900839',
    },
  })

/** An organisation with people in every status and technical accounts in every state. */
async function aFullOrganisation() {
  const { manager, organisation } = await anEmptyOrganisation()
  const statuses = ['validated', 'pending', 'deactivated']
  let next = manager
  for (let n = 0; n < 12; n++) {
    next = await aPerson({
      first_name: 'Jean-Christophe',
      last_name: `Personne-avec-un-nom-composé ${n}`,
      contact_email: `jean-christophe.personne-avec-un-nom-compose.${n}@organisation-exemple.test`,
      last_login_at: '2026-01-05T08:30:00Z',
    })
    await attach(next.id, organisation.id, { status: statuses[n % 3] })
  }
  for (const days of [0, 80, 120]) {
    const { accountId } = await anAccount(organisation.id, {
      label: `Logiciel de comptabilité ${days}`,
      notificationAddresses: ['integrateur@exemple.test', 'astreinte@exemple.test'],
    })
    await age(accountId, days * DAY)
  }
  const { accountId } = await anAccount(organisation.id)
  await rowsOf(`update technical_accounts set status = 'suspended' where id = ?`, [accountId])
  const overlapping = await anAccount(organisation.id)
  await aReset(organisation.id, overlapping.accountId, '7d')
  return { manager, organisation, sheet: `/organisations/${organisation.id}` }
}

async function open(page: Page, context: BrowserContext, query = '') {
  const given = await aFullOrganisation()
  await signIn(context, given.manager)
  await page.goto(given.sheet + query)
  return given
}

async function propose(organisationId: number, fromUserId: number) {
  const next = await aPerson({ first_name: 'Lou', last_name: 'Suivante' })
  await attach(next.id, organisationId)
  const input = { organisationId, fromUserId, toUserId: next.id }
  await tenancy.asSystem('test', () => new ProposeHandover().handle(input))
  return next
}

const VIEWS: PageState[] = [
  {
    name: 'the sheet of an organisation without technical accounts',
    async prepare(page, context) {
      const { manager, organisation } = await anEmptyOrganisation()
      await signIn(context, manager)
      await page.goto(`/organisations/${organisation.id}`)
    },
  },
  { name: 'the sheet, filled', prepare: (page, context) => open(page, context) },
  {
    name: 'the sheet, sorted and on its second page',
    prepare: (page, context) => open(page, context, '?sort=last_login_at&direction=desc&page=2'),
  },
  {
    name: 'the sheet, after a search without result',
    prepare: (page, context) => open(page, context, '?search=personne-de-ce-nom'),
  },
  {
    name: 'the sheet after an account was deleted',
    async prepare(page, context) {
      await open(page, context)
      await page
        .getByRole('link', { name: /^Supprimer/ })
        .first()
        .click()
      await submitAnyway(page)
      await page.assertExists('.flash')
    },
  },
  {
    name: 'the sheet with a proposal under way',
    async prepare(page, context) {
      const { manager, organisation } = await anEmptyOrganisation()
      await propose(organisation.id, manager.id)
      await signIn(context, manager)
      await page.goto(`/organisations/${organisation.id}`)
    },
  },
  {
    name: 'the attached users before their export',
    async prepare(page, context) {
      const { sheet } = await open(page, context)
      await page.goto(`${sheet}/users/export?search=personne`)
    },
  },
  {
    name: 'the sheet as a plain user reads it',
    async prepare(page, context) {
      const { organisation, sheet } = await aFullOrganisation()
      const agent = await aPerson()
      await attach(agent.id, organisation.id)
      await signIn(context, agent)
      await page.goto(sheet)
    },
  },
  {
    name: 'a page refused to a plain user',
    async prepare(page, context) {
      const { organisation, sheet } = await aFullOrganisation()
      const agent = await aPerson()
      await attach(agent.id, organisation.id)
      await signIn(context, agent)
      await page.goto(`${sheet}/handover`)
      await page.assertExists('.error-code')
    },
  },
]

const HANDOVER: PageState[] = [
  {
    name: 'the hand-over with somebody to choose',
    async prepare(page, context) {
      const { sheet } = await open(page, context)
      await page.goto(`${sheet}/handover`)
      await page.assertExists('#user')
    },
  },
  {
    name: 'the hand-over, refused',
    refused: true,
    async prepare(page, context) {
      const { sheet } = await open(page, context)
      await page.goto(`${sheet}/handover`)
      await submitAnyway(page)
    },
  },
  {
    name: 'the hand-over with nobody to choose',
    async prepare(page, context) {
      const { manager, organisation } = await anEmptyOrganisation()
      await signIn(context, manager)
      await page.goto(`/organisations/${organisation.id}/handover`)
    },
  },
  {
    name: 'the hand-over under way',
    async prepare(page, context) {
      const { manager, organisation } = await anEmptyOrganisation()
      await propose(organisation.id, manager.id)
      await signIn(context, manager)
      await page.goto(`/organisations/${organisation.id}/handover`)
    },
  },
  {
    name: 'a role to accept',
    async prepare(page, context) {
      const { manager, organisation } = await anEmptyOrganisation()
      await signIn(context, await propose(organisation.id, manager.id))
      await page.goto('/')
      await page.locator('main a[href^="/handovers/"]').click()
      await page.assertElementsCount('main form', 2)
    },
  },
]

const CLOSED: PageState = {
  name: 'a role that was withdrawn',
  async prepare(page, context) {
    const { manager, organisation } = await anEmptyOrganisation()
    await signIn(context, await propose(organisation.id, manager.id))
    await rowsOf(`update manager_handovers set status = 'withdrawn'`)
    const [{ id }] = await rowsOf('select id from manager_handovers')
    await page.goto(`/handovers/${id}`)
    await page.assertNotExists('main form')
  },
}

export const SHEET: PageState[] = [...VIEWS, ...HANDOVER, CLOSED]
