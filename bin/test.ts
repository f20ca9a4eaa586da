process.env.NODE_ENV = 'test'

import 'reflect-metadata'
import { prettyPrintError } from '@adonisjs/core'
import { configure, processCLIArgs, run } from '@japa/runner'
import { application } from './application.js'

await application()
  .tap((app) => {
    // Pages are tested as they are built: the adapter would start Vite's development server in every
    // run, on a port that only one can have, and its client breaks the content security policy.
    app.booted(async () => {
      const vite = await app.container.make('vite')
      if (vite.hasManifestFile) vite.createDevServer = async () => {}
    })
  })
  .testRunner()
  .configure(async (app) => {
    const { runnerHooks, ...config } = await import('../tests/bootstrap.js')
    processCLIArgs(process.argv.slice(2))
    configure({
      ...app.rcFile.tests,
      ...config,
      setup: runnerHooks.setup,
      teardown: [...runnerHooks.teardown, () => app.terminate()],
    })
  })
  .run(() => run())
  .catch((error) => {
    process.exitCode = 1
    prettyPrintError(error)
  })
