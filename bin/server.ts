import 'reflect-metadata'
import { prettyPrintError } from '@adonisjs/core'
import { application } from './application.js'

await application()
  .httpServer()
  .start()
  .catch((error) => {
    process.exitCode = 1
    prettyPrintError(error)
  })
