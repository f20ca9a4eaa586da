import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { keepInterrupted } from '../interrupted_request.js'
import { isPasswordFresh } from '../session_age.js'

/**
 * Asks a person for their password again unless it was given within five minutes. Comes after
 * the person's scope, which has recognised them and read the clock.
 */
export default class ReauthenticatedMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    if (isPasswordFresh(ctx.session, ctx.recognisedAt!)) return next()
    keepInterrupted(ctx)
    return ctx.response.redirect().toRoute('reauthentication.create')
  }
}
