import { Ignitor } from '@adonisjs/core'

const ROOT = new URL('../', import.meta.url)

/** The application every entry point starts from: same root, same environment, same signals. */
export function application(): Ignitor {
  return new Ignitor(ROOT, {
    importer: (path) => (path.startsWith('.') ? import(new URL(path, ROOT).href) : import(path)),
  }).tap((app) => {
    app.booting(async () => {
      await import('#start/env')
    })
    app.listen('SIGTERM', () => app.terminate())
    // AdonisJS listens to SIGINT under pm2 only; Ctrl-C in a terminal must end things as cleanly.
    app.listen('SIGINT', () => app.terminate())
  })
}
