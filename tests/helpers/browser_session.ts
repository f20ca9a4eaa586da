import { randomUUID } from 'node:crypto'
import type { BrowserContext, Page } from 'playwright'
import { IDLE_MINUTES } from '#config/session'
import { SessionStore } from '#shared/sessions/session_store'
import { PASSWORD } from '#tests/helpers/fixtures'

const COOKIE = 'habilis_session'

const LONG_AGO = 20 * 60_000

interface Person {
  id: number
  login_email: string
}

/** Signs somebody in by the form. */
export async function signInByForm(page: Page, person: Person, password = PASSWORD) {
  await page.goto('/login')
  await page.getByLabel('Identifiant').fill(person.login_email)
  await page.getByLabel('Mot de passe').fill(password)
  await page.getByRole('button', { name: 'Se connecter' }).click()
  await page.assertPath('/')
}

/** Signs somebody in without the form. `confirmed: false` when they gave their password long ago. */
export async function signIn(
  context: BrowserContext,
  person: Person,
  { confirmed = true }: { confirmed?: boolean } = {}
) {
  const id = randomUUID()
  const now = Date.now()
  await new SessionStore(IDLE_MINUTES).write(id, {
    auth_web: person.id,
    binding: id,
    session_generation: 1,
    signed_in_at: now - LONG_AGO,
    password_confirmed_at: confirmed ? now : now - LONG_AGO,
  })
  await context.setCookie(COOKIE, id, { domain: 'localhost', httpOnly: true, sameSite: 'Lax' })
}

/** Lets the time pass after which the password is asked for again. */
export async function forgetConfirmation(context: BrowserContext) {
  const id = await context.getCookie(COOKIE)
  const store = new SessionStore(IDLE_MINUTES)
  await store.write(id, { ...(await store.read(id)), password_confirmed_at: Date.now() - LONG_AGO })
}
