import { existsSync } from 'node:fs'

const USUAL = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** The machine's browser for the tests: CHROMIUM_PATH, else where systems install one. */
export function findChromium(): string | undefined {
  return process.env.CHROMIUM_PATH || USUAL.find((path) => existsSync(path))
}
