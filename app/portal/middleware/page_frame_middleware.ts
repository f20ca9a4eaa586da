import { readiness } from '#start/health'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { listHandoversTo } from '#habilitations'
import { scopes } from '#shared/tenancy/scope'
import type { User } from '#users'
import { serviceStateOf } from '../service_state.js'

/** What every page shows around its content: who is signed in, what waits for them, how the service is. */
export default class PageFrameMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    const user = ctx.caller ? (ctx.auth.use('web').user as User) : null
    const inScope = Boolean(ctx.caller && scopes.getStore())
    ctx.view.share({
      currentUser: user && {
        firstName: user.firstName,
        lastName: user.lastName,
        isOperator: user.isOperator,
        previousLoginAt: user.previousLoginAt?.toJSDate() ?? null,
      },
      pendingActions: inScope ? (await listHandoversTo(user!.id)).length : 0,
      serviceState: serviceStateOf(readiness.lastFound),
    })
    return next()
  }
}
