import type { BrowserContext, Page } from 'playwright'
import { eventually } from '#tests/helpers/queues'

/** A page as somebody meets it: what must be there before, and how they get to it. */
export interface PageState {
  name: string
  prepare(page: Page, context: BrowserContext): Promise<unknown>
  /** Whether a form was refused: its title says so. */
  refused?: boolean
  /** Widths at which the state exists; 1280 and 390 pixels unless it does not at one. */
  widths?: number[]
}

/** Sends the form of the page to the server, whatever the browser would hold against it. */
export async function submitAnyway(page: Page, button?: string) {
  await page.evaluate(`window.asked = true
    for (const form of document.forms) form.noValidate = true`)
  const main = page.locator('main')
  await main.getByRole('button', button ? { name: button } : undefined).click()
  await eventually('the answer', () => page.evaluate<boolean>('!window.asked').catch(() => false))
  await page.waitForLoadState()
}
