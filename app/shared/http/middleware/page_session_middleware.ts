import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import SessionMiddleware from '@adonisjs/session/session_middleware'
import type { SessionStoreFactory } from '@adonisjs/session/types'

const SESSION_COOKIE = /(?:^|;\s*)(?:__Host-habilis|habilis_session)=/

/**
 * Opens the session for pages. A visitor who only reads a page without a form gets neither a
 * row nor a cookie: the session begins with the first form.
 */
@inject()
export default class PageSessionMiddleware {
  constructor(private session: SessionMiddleware<Record<string, SessionStoreFactory>>) {}

  async handle(ctx: HttpContext, next: NextFn, { form }: { form: boolean }) {
    const known = SESSION_COOKIE.test(ctx.request.header('cookie') ?? '')
    if (!form && !known) return next()
    // It carries a cookie and a token of one reader's: nobody else is to be shown it.
    ctx.response.header('cache-control', 'no-store')
    return this.session.handle(ctx, next)
  }
}
