import { readiness } from '#start/health'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

/**
 * A process that is about to end closes each connection behind its answer. One that a client
 * keeps busy would otherwise outlive the listening socket, and the process with it, for ever.
 */
export default class FarewellMiddleware {
  handle({ response }: HttpContext, next: NextFn) {
    if (readiness.isLeaving) response.header('connection', 'close')
    return next()
  }
}
