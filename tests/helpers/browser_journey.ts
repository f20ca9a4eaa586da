import { test } from '@japa/runner'
import type { Assert } from '@japa/assert'
import type { Group } from '@japa/runner/core'
import type { Browser, BrowserContext, Page } from 'playwright'
import { contextOptions } from '#tests/helpers/browser'
import { watch } from '#tests/helpers/browser_watch'
import { eventually } from '#tests/helpers/queues'
import { withDatabaseSessions } from '#tests/functional/users/visitor'

export interface Walk {
  page: Page
  context: BrowserContext
  assert: Assert
  javaScript: boolean
  /** Somebody else, with a browser of their own. */
  somebodyElse(): Promise<Page>
}

/** Sessions as a real server keeps them: they can be closed from elsewhere. */
export const keepSessions = (group: Group) => {
  group.each.setup(() => withDatabaseSessions())
}

/** A way through the product that must be there with JavaScript and without; walked twice. */
export function journey(title: string, walk: (walk: Walk) => Promise<void>) {
  for (const javaScript of [true, false]) {
    test(`${title} (${javaScript ? 'with' : 'without'} JavaScript)`, ({ browser, assert }) =>
      walkOnce(browser, assert, javaScript, walk))
  }
}

async function walkOnce(
  browser: Browser,
  assert: Assert,
  javaScript: boolean,
  walk: (walk: Walk) => Promise<void>
) {
  const contexts: BrowserContext[] = []
  const complaints: string[][] = []
  const open = async () => {
    const context = await browser.newContext({ ...contextOptions, javaScriptEnabled: javaScript })
    context.setDefaultTimeout(15_000)
    contexts.push(context)
    complaints.push(watch(context))
    return context.newPage()
  }
  try {
    const page = await open()
    await walk({ page, context: page.context(), assert, javaScript, somebodyElse: open })
    assert.deepEqual(complaints.flat(), [])
  } finally {
    for (const context of contexts) await context.close()
  }
}

/**
 * Goes back to the answer of a form that must not be kept. Chromium then has only the form to send
 * again, and asks before it does.
 */
export async function goBackToForm(page: Page) {
  const refused = await page.goBack().then(
    () => '',
    (error: Error) => error.message
  )
  if (!refused.includes('ERR_CACHE_MISS')) throw new Error(`The page was kept: ${page.url()}`)
  await eventually('Chromium shows its own page instead', () =>
    page.content().then(
      (html) => !html.includes('<main'),
      () => false
    )
  )
}
