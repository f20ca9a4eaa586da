import 'reflect-metadata'
import { prettyPrintError } from '@adonisjs/core'
import { application } from './application.js'
import { provideEnvironment } from './embedded/environment.js'
import { Problem } from './embedded/problem.js'

try {
  // What it started stops by itself once the command has let go of it.
  await provideEnvironment()
  await application().ace().handle(process.argv.slice(2))
} catch (error) {
  process.exitCode = 1
  if (error instanceof Problem) process.stderr.write(`${error.message}\n`)
  else await prettyPrintError(error)
}
