import 'reflect-metadata'
import { prettyPrintError } from '@adonisjs/core'
import { application } from './application.js'
import { provideEnvironment } from './embedded/environment.js'
import { Problem } from './embedded/problem.js'

try {
  const environment = await provideEnvironment()
  await application()
    // Registered first, hence run last: the database outlives everything that uses it.
    .tap((app) => app.terminating(() => environment.stop()))
    .ace()
    .handle(process.argv.slice(2))
} catch (error) {
  process.exitCode = 1
  if (error instanceof Problem) process.stderr.write(`${error.message}\n`)
  else await prettyPrintError(error)
}
