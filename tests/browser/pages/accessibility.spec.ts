import { test } from '@japa/runner'
import { axeViolations } from '#tests/helpers/axe'
import { keepSessions } from '#tests/helpers/browser_journey'
import {
  followDocument,
  htmlViolations,
  showWith,
  sidewaysOverflow,
  weigh,
} from '#tests/helpers/browser_html'
import { pageTemplates, templatesShown } from '#tests/helpers/browser_templates'
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

  group.setup(() => {
    const shown = templatesShown()
    let states = 0
    group.tap((one) => one.setup(() => void states++))
    return () => {
      // Some of the states, when only some were asked for, show some of the pages.
      if (states < STATES.length) return
      const unseen = pageTemplates().filter((template) => !shown.has(template))
      if (unseen.length) throw new Error(`Pages without a state: ${unseen.join(', ')}`)
    }
  })

  test('{name}: no fault for axe, html-validate, narrow screens, and of the wished weight')
    .with(STATES)
    .run(async ({ assert, browserContext }, state) => {
      const { prepare, refused = false, widths = WIDTHS } = state
      const complaints = watch(browserContext)
      const page = await browserContext.newPage()
      const shown = followDocument(page)
      await showWith(page, widths[0], 'light')
      await prepare(page, browserContext)
      const html = await shown().text()

      const faults = await htmlViolations(html)
      const title = await page.title()
      if (!(refused ? REFUSED_TITLE : TITLE).test(title)) faults.push(`title: ${title}`)
      const weight = await weigh(page, html)
      if (weight > HEAVIEST) faults.push(`weighs ${weight} bytes`)
      for (const width of widths) {
        for (const colours of ['light', 'dark'] as const) {
          await showWith(page, width, colours)
          const violations = await axeViolations(page)
          faults.push(...violations.map((fault) => `${width} ${colours}: ${fault}`))
        }
        faults.push(...(await sidewaysOverflow(page)))
      }
      await showWith(page, NARROWEST, 'light')
      faults.push(...(await sidewaysOverflow(page)))
      // An error page's own status is no complaint.
      faults.push(...complaints.filter((text) => !text.includes(String(shown().status()))))
      assert.deepEqual(faults, [])
    })
})
