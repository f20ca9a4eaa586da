import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from 'playwright'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice', 'RGAAv4']

const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

// Only what is wrong is described: the rest would be most of the time and of the answer.
const RUN = `axe.run(document, {
  runOnly: { type: 'tag', values: ${JSON.stringify(TAGS)} },
  resultTypes: ['violations'],
}).then(({ violations }) => violations.flatMap(({ id, nodes }) =>
  nodes.map(({ target, failureSummary }) => id + ' ' + target.join(' ') + ': ' + failureSummary)))`

/** What axe-core finds wrong on the page as it is shown now: WCAG 2.2 AA, RGAA 4, best practices. */
export async function axeViolations(page: Page): Promise<string[]> {
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(source)
  return page.evaluate<string[]>(RUN)
}
