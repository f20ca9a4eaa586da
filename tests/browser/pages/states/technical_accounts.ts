import type { BrowserContext, Page } from 'playwright'
import { signIn } from '#tests/helpers/browser_session'
import { rowsOf } from '#tests/helpers/database'
import { aManagedOrganisation } from '#tests/helpers/fixtures'
import { workOffOutbox } from '#tests/helpers/outbox'
import { age, anAccount, aReset } from '#tests/helpers/technical_accounts'
import { submitAnyway, type PageState } from '../page_state.js'

const DAY = 24

/** A signed-in manager of an organisation with an account. */
async function given(context: BrowserContext) {
  const { manager, organisation } = await aManagedOrganisation({
    organisation: { name: 'Ville d’essai', identifier_type: 'SIRET', identifier: '64205873900839' },
  })
  const account = await anAccount(organisation.id, { label: 'ERP comptable' })
  await signIn(context, manager)
  const accounts = `/organisations/${organisation.id}/technical-accounts`
  return { organisation, account, accounts, path: `${accounts}/${account.accountId}` }
}

async function create(page: Page, context: BrowserContext) {
  const { accounts } = await given(context)
  await page.goto(`${accounts}/create`)
  await submitAnyway(page)
  await page.assertExists('#password')
}

/** Asks for the PDF in the same tab: the page of its progress. */
async function askForPdf(page: Page, context: BrowserContext) {
  await create(page, context)
  await page.evaluate('for (const form of document.forms) form.target = ""')
  await page.getByRole('button', { name: 'Exporter' }).click()
  await page.assertPathContains('/credential-exports/')
}

const FORMS: PageState[] = [
  {
    name: 'a new account, empty',
    prepare: async (page, context) => page.goto(`${(await given(context)).accounts}/create`),
  },
  {
    name: 'a new account, refused',
    refused: true,
    async prepare(page, context) {
      await page.goto(`${(await given(context)).accounts}/create`)
      await page.locator('#notificationAddresses').fill('pas une adresse')
      await submitAnyway(page)
    },
  },
  {
    name: 'a reset',
    prepare: async (page, context) => page.goto(`${(await given(context)).path}/password/create`),
  },
  {
    name: 'the end of an overlap',
    async prepare(page, context) {
      const { organisation, account, path } = await given(context)
      await aReset(organisation.id, account.accountId, '7d')
      await rowsOf(
        `update technical_passwords set last_used_at = now(), last_used_from = '192.0.2.7'`
      )
      await page.goto(`${path}/overlap`)
      await page.assertExists('main form')
    },
  },
  {
    name: 'a reset with an overlap, while another one lasts',
    async prepare(page, context) {
      const { organisation, account, path } = await given(context)
      await aReset(organisation.id, account.accountId, '7d')
      await page.goto(`${path}/password/create`)
      await page.locator('#overlap-24h').check()
    },
  },
  {
    name: 'a reset, refused',
    refused: true,
    async prepare(page, context) {
      await page.goto(`${(await given(context)).path}/password/create`)
      await page.evaluate('document.querySelector("#overlap-24h").value = "forever"')
      await page.locator('#overlap-24h').check()
      await submitAnyway(page)
    },
  },
  {
    name: 'a reset of an expired password',
    async prepare(page, context) {
      const { account, path } = await given(context)
      await age(account.accountId, 120 * DAY)
      await page.goto(`${path}/password/create`)
    },
  },
  {
    name: 'a suspension',
    prepare: async (page, context) => page.goto(`${(await given(context)).path}/suspension/create`),
  },
  {
    name: 'the end of a suspension',
    async prepare(page, context) {
      const { account, path } = await given(context)
      await rowsOf(`update technical_accounts set status = 'suspended' where id = ?`, [
        account.accountId,
      ])
      await page.goto(`${path}/suspension/create`)
    },
  },
  {
    name: 'a deletion',
    prepare: async (page, context) => page.goto((await given(context)).path),
  },
]

const RECAPS: PageState[] = [
  { name: 'the recap of a creation', prepare: create },
  {
    name: 'the recap of a creation, with the password copied',
    async prepare(page, context) {
      await create(page, context)
      await page.locator('[data-copy=password]').click()
      await page.assertTextContains('#password-copied', 'copié')
    },
  },
  {
    name: 'the recap of a reset with an overlap',
    async prepare(page, context) {
      await page.goto(`${(await given(context)).path}/password/create`)
      await page.locator('#overlap-24h').check()
      await submitAnyway(page)
      await page.assertExists('#password')
    },
  },
  {
    name: 'the recap of a suspended account’s reset',
    async prepare(page, context) {
      const { path } = await given(context)
      await rowsOf(`update technical_accounts set status = 'suspended'`)
      await page.goto(`${path}/password/create`)
      await submitAnyway(page)
      await page.assertExists('#password')
    },
  },
  {
    name: 'a recap sent again',
    async prepare(page, context) {
      await create(page, context)
      await page.reload()
      await page.assertNotExists('#password')
    },
  },
]

const EXPORTS: PageState[] = [
  { name: 'an export in preparation', prepare: askForPdf },
  {
    name: 'an export that is ready',
    async prepare(page, context) {
      await askForPdf(page, context)
      await workOffOutbox({ only: '%.render_credential_export' })
      await page.assertExists('a[download]')
    },
  },
  {
    name: 'an export that failed',
    async prepare(page, context) {
      await askForPdf(page, context)
      await rowsOf('update credential_exports set failed_at = now(), sealed_secret = null')
      await page.assertExists('main [role=alert]')
    },
  },
  {
    name: 'an export that is over',
    async prepare(page, context) {
      await given(context)
      await page.goto(`/credential-exports/${'A'.repeat(43)}`)
    },
  },
]

export const TECHNICAL_ACCOUNTS: PageState[] = [...FORMS, ...RECAPS, ...EXPORTS]
