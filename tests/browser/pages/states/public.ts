import app from '@adonisjs/core/services/app'
import { tenancy } from '#shared/tenancy/main'
import { signIn } from '#tests/helpers/browser_session'
import { aPerson } from '#tests/helpers/fixtures'
import { writeLink } from '../../../../app/users/links/write_link.js'
import { default as InformationPagesController } from '../../../../app/portal/controllers/information_pages_controller.js'
import { submitAnyway, type PageState } from '../page_state.js'

const aLink = async (purpose: 'password_reset' | 'contact_email') => {
  const person = await aPerson()
  const link = { userId: person.id, purpose, email: 'nouvelle@exemple.test' }
  return tenancy.asSystem('test', () => writeLink(link))
}

/** Pages that anybody may read, from the bottom of every page. */
const information = [
  'help',
  'sitemap',
  'legal-notice',
  'personal-data',
  'accessibility',
  'terms',
  'contact',
  'status',
].map((path): PageState => ({
  name: `the page ${path}`,
  prepare: (page) => page.goto(`/${path}`),
}))

/** What is shown when something goes wrong: the help page, made to fail. */
const faults = [400, 403, 404, 413, 429, 500, 503].map((status): PageState => ({
  name: `the error page ${status}`,
  async prepare(page) {
    const fault = Object.assign(new Error('planted'), { status, retryAfter: 90 })
    app.container.swap(InformationPagesController, () => ({
      show() {
        throw fault
      },
    }))
    try {
      await page.goto('/help')
    } finally {
      app.container.restore(InformationPagesController)
    }
  },
}))

export const PUBLIC: PageState[] = [
  ...information,
  ...faults,
  { name: 'the public home', prepare: (page) => page.goto('/') },
  {
    name: 'the public home in English',
    async prepare(page) {
      await page.goto('/')
      await page.getByRole('button', { name: 'English' }).click()
      await page.assertExists('html[lang=en]')
    },
  },
  { name: 'an address that leads nowhere', prepare: (page) => page.goto('/nowhere') },
  { name: 'the login, empty', prepare: (page) => page.goto('/login') },
  {
    name: 'the login, with what is missing',
    refused: true,
    async prepare(page) {
      await page.goto('/login')
      await submitAnyway(page)
    },
  },
  {
    name: 'the login, refused',
    refused: true,
    async prepare(page) {
      await page.goto('/login')
      await page.locator('#email').fill('personne@exemple.test')
      await page.locator('#password').fill('pas celui-là')
      await submitAnyway(page)
      await page.assertInputValue('#email', 'personne@exemple.test')
    },
  },
  { name: 'the forgotten password, empty', prepare: (page) => page.goto('/forgot-password') },
  {
    name: 'the forgotten password, refused',
    refused: true,
    async prepare(page) {
      await page.goto('/forgot-password')
      await page.locator('#email').fill('pas une adresse')
      await submitAnyway(page)
    },
  },
  {
    name: 'the forgotten password, sent',
    async prepare(page) {
      await page.goto('/forgot-password')
      await page.locator('#email').fill('personne@exemple.test')
      await submitAnyway(page)
      await page.assertExists('main [role=status]')
    },
  },
  {
    name: 'the new password, empty',
    prepare: async (page) => page.goto(`/reset-password/${(await aLink('password_reset')).secret}`),
  },
  {
    name: 'the new password, refused',
    refused: true,
    async prepare(page) {
      await page.goto(`/reset-password/${(await aLink('password_reset')).secret}`)
      await page.locator('#password').fill('court')
      await page.locator('#password_confirmation').fill('autre')
      await submitAnyway(page)
    },
  },
  {
    name: 'the new password, chosen',
    async prepare(page) {
      await page.goto(`/reset-password/${(await aLink('password_reset')).secret}`)
      await page.locator('#password').fill('quatre chevaux gris et un banc')
      await page.locator('#password_confirmation').fill('quatre chevaux gris et un banc')
      await submitAnyway(page)
      await page.assertExists('.flash')
    },
  },
  {
    name: 'a link to a new password that is over',
    prepare: (page) => page.goto('/reset-password/over'),
  },
  {
    name: 'the new contact address, to confirm',
    prepare: async (page) => page.goto(`/contact-email/${(await aLink('contact_email')).secret}`),
  },
  {
    name: 'the new contact address, confirmed',
    async prepare(page) {
      await page.goto(`/contact-email/${(await aLink('contact_email')).secret}`)
      await submitAnyway(page)
      await page.assertExists('.flash')
    },
  },
  {
    name: 'a link to somebody else’s contact address',
    async prepare(page, context) {
      await signIn(context, await aPerson())
      await page.goto(`/contact-email/${(await aLink('contact_email')).secret}`)
    },
  },
  {
    name: 'a link to a contact address that is over',
    prepare: (page) => page.goto('/contact-email/over'),
  },
]
