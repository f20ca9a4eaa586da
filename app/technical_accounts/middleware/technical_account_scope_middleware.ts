import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { inRequestScope } from '#shared/tenancy/request_scope'

/** Opens the calling account's scope: the organisations of its current principal manager. */
export default class TechnicalAccountScopeMiddleware {
  handle(ctx: HttpContext, next: NextFn) {
    return inRequestScope(ctx, ctx.caller!, next)
  }
}
