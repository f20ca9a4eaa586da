import { browserClient } from '@japa/browser-client'
import type { Config } from '@japa/runner/types'
import { chromium, type BrowserContextOptions, type LaunchOptions } from 'playwright-core'

/** What every browser context of the tests starts from. */
export const contextOptions: BrowserContextOptions = {
  baseURL: `http://localhost:${process.env.PORT}`,
  locale: 'fr-FR',
  timezoneId: 'Europe/Paris',
  permissions: ['clipboard-read', 'clipboard-write'],
}

/** A Chromium from the environment, the system, or an npm package: whichever is there first. */
export async function chromiumPath(): Promise<string | undefined> {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH
  if (process.platform !== 'linux') return undefined
  const { default: packaged } = await import('@sparticuz/chromium')
  return packaged.executablePath()
}

async function launch(options: LaunchOptions) {
  const executablePath = await chromiumPath()
  try {
    return await chromium.launch({
      ...options,
      executablePath,
      args: ['--no-sandbox', '--font-render-hinting=none'],
    })
  } catch (cause) {
    throw new Error(
      `${executablePath ?? 'Chromium'} does not start: a library of the system may be missing ` +
        `(see below). Install Chromium, or name one in CHROMIUM_PATH.\n${(cause as Error).message}`,
      { cause }
    )
  }
}

export function browserPlugins(): NonNullable<Config['plugins']> {
  return [
    browserClient({
      runInSuites: ['browser'],
      contextOptions,
      // Two cores carry the server, the workers and the browser.
      assertions: { timeout: 15_000, pollIntervals: [50, 100, 250] },
      launcher: launch,
    }),
  ]
}
