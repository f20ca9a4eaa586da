import { test } from '@japa/runner'
import { axeViolations } from '#tests/helpers/axe'
import { contextOptions } from '#tests/helpers/browser'
import { keepSessions } from '#tests/helpers/browser_journey'
import {
  followDocument,
  htmlViolations,
  showWith,
  sidewaysOverflow,
  weigh,
} from '#tests/helpers/browser_html'
import { watch } from '#tests/helpers/browser_watch'
import type { PageState } from './page_state.js'
import { PERSONAL } from './states/personal.js'
import { PUBLIC } from './states/public.js'
import { SHEET } from './states/sheet.js'
import { TECHNICAL_ACCOUNTS } from './states/technical_accounts.js'

/** Every page in every state, with the width and the colours that people have. */
const STATES: PageState[] = [...PUBLIC, ...PERSONAL, ...SHEET, ...TECHNICAL_ACCOUNTS]

const WIDTHS = [1280, 390]
const NARROWEST = 320
const HEAVIEST = 150 * 1024
const TITLE = /^(?!Err(?:eu|o)r).+ – Habilis$/
const REFUSED_TITLE = /^Erreur\s: .+ – Habilis$/

test.group('Every page, in every state', (group) => {
  keepSessions(group)

  test('{name}: no fault for axe, html-validate, narrow screens, and of the wished weight')
    .with(STATES)
    .run(async ({ assert, browser }, state) => {
      const { prepare, refused = false, widths = WIDTHS } = state
      const context = await browser.newContext({
        ...contextOptions,
        reducedMotion: 'reduce',
        viewport: { width: widths[0], height: 900 },
      })
      try {
        const complaints = watch(context)
        const page = await context.newPage()
        const shown = followDocument(page)
        await prepare(page, context)
        const html = await shown().text()

        const faults = await htmlViolations(html)
        const title = await page.title()
        if (!(refused ? REFUSED_TITLE : TITLE).test(title)) faults.push(`title: ${title}`)
        const weight = await weigh(page, html)
        if (weight > HEAVIEST) faults.push(`weighs ${weight} bytes`)
        for (const width of widths) {
          for (const colorScheme of ['light', 'dark'] as const) {
            await showWith(page, width, colorScheme)
            const violations = await axeViolations(page)
            faults.push(...violations.map((fault) => `${width} ${colorScheme}: ${fault}`))
          }
        }
        for (const width of [...widths, NARROWEST]) {
          await showWith(page, width)
          const overflow = await sidewaysOverflow(page)
          if (overflow > 0) faults.push(`${width}: scrolls sideways by ${overflow} px`)
        }
        // An error page's own status is no complaint.
        faults.push(...complaints.filter((text) => !text.includes(String(shown().status()))))
        assert.deepEqual(faults, [])
      } finally {
        await context.close()
      }
    })
})
