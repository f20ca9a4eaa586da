import { gzipSync } from 'node:zlib'
import { HtmlValidate } from 'html-validate'
import type { Page, Response } from 'playwright'

const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    // The Vite adapter writes <link/>, which means the same; its tags can't be written otherwise.
    'void-style': 'off',
    // Shield writes the hidden field of the CSRF token with single quotes.
    'attr-quotes': 'off',
  },
})

/** What html-validate's recommended rules find in the HTML that the server sent. */
export async function htmlViolations(html: string): Promise<string[]> {
  const report = await validator.validateString(html)
  return report.results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line }) => `${ruleId} (line ${line}): ${message}`)
  )
}

/** Remembers the answer that a page shows: its last navigation. */
export function followDocument(page: Page): () => Response {
  let document: Response | undefined
  page.on('response', (response) => {
    const isDocument =
      response.request().isNavigationRequest() && response.frame() === page.mainFrame()
    const isRedirect = response.status() >= 300 && response.status() < 400
    if (isDocument && !isRedirect) document = response
  })
  return () => {
    if (!document) throw new Error('No page was visited')
    return document
  }
}

/** Shows the page with this width and these colours, as if it had been opened so. */
export async function showWith(page: Page, width: number, colorScheme: 'light' | 'dark') {
  await page.setViewportSize({ width, height: 900 })
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  // Chromium may leave inherited colours behind when the scheme changes under an open page: not
  // displayed for a moment, everything gets its style anew.
  await page.evaluate(`{
    const { style } = document.documentElement
    style.display = 'none'
    document.documentElement.offsetHeight
    style.display = ''
  }`)
}

/** Whether the page scrolls sideways as it is shown, in words. */
export async function sidewaysOverflow(page: Page): Promise<string[]> {
  const [wide, width] = await page.evaluate<[number, number]>(
    '[document.scrollingElement.scrollWidth, innerWidth]'
  )
  return wide > width ? [`scrolls sideways: ${wide} px on ${width}`] : []
}

const weights = new Map<string, number>()

/** Bytes of a page's HTML, CSS and scripts, as gzip makes them. */
export async function weigh(page: Page, html: string): Promise<number> {
  const urls = await page.evaluate<string[]>(
    `[...document.querySelectorAll('link[rel=stylesheet], script[src]')].map((e) => e.href || e.src)`
  )
  let total = gzipSync(html).length
  for (const url of urls) {
    if (!weights.has(url)) {
      const answer = await page.request.get(url)
      weights.set(url, gzipSync(await answer.body()).length)
    }
    total += weights.get(url)!
  }
  return total
}
