import { Exception } from '@adonisjs/core/exceptions'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

/** What tells one request from another in logs and journal: no more than that. */
const REQUEST_ID = /^[\w.:-]{1,64}$/

/**
 * Refuses what no browser and no client of ours sends, before anything stumbles over it: an
 * address that is not a path, or several values for the one method that stands for POST.
 */
export default class WellFormedRequestMiddleware {
  handle({ request }: HttpContext, next: NextFn) {
    const given = request.header('x-request-id')
    if (given !== undefined && !REQUEST_ID.test(given)) {
      delete request.request.headers['x-request-id']
    }
    // From here on it has one, which the answer carries too.
    request.id()
    const method: unknown = request.qs()._method
    const spoofsOnce = method === undefined || typeof method === 'string'
    if (!spoofsOnce || !request.request.url?.startsWith('/')) {
      throw new Exception('The request is malformed', { status: 400, code: 'E_MALFORMED_REQUEST' })
    }
    return next()
  }
}
