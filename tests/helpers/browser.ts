import { browserClient } from '@japa/browser-client'
import type { Config } from '@japa/runner/types'
import { chromium } from 'playwright-core'

/** A Chromium from the environment, the system, or an npm package: whichever is there first. */
export async function chromiumPath(): Promise<string | undefined> {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH
  if (process.platform !== 'linux') return undefined
  const { default: packaged } = await import('@sparticuz/chromium')
  return packaged.executablePath()
}

export function browserPlugins(): NonNullable<Config['plugins']> {
  return [
    browserClient({
      runInSuites: ['browser'],
      contextOptions: { baseURL: `http://localhost:${process.env.PORT}`, locale: 'fr-FR' },
      launcher: async (options) =>
        chromium.launch({
          ...options,
          executablePath: await chromiumPath(),
          args: ['--no-sandbox', '--font-render-hinting=none'],
        }),
    }),
  ]
}
