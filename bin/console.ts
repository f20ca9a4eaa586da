import 'reflect-metadata'
import { prettyPrintError } from '@adonisjs/core'
import { application } from './application.js'

await application()
  .ace()
  .handle(process.argv.splice(2))
  .catch((error) => {
    process.exitCode = 1
    prettyPrintError(error)
  })
