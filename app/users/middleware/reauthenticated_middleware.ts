import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { keepInterrupted } from '../interrupted_request.js'
import { isPasswordFresh, isSessionStale } from '../session_age.js'

/**
 * Asks a signed-in person for their password again unless it was given within five minutes.
 * Comes before the person's scope; visitors and ended sessions pass, to be sent to the login there.
 */
export default class ReauthenticatedMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    const { auth, response, session } = ctx
    const signedIn = session.has(auth.use('web').sessionKeyName) && !isSessionStale(session)
    if (!signedIn || isPasswordFresh(session)) return next()
    keepInterrupted(ctx)
    return response.redirect().toRoute('reauthentication.create')
  }
}
