import { Bouncer } from '@adonisjs/bouncer'
import { errors } from '@adonisjs/auth'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { Caller } from '#shared/access/caller'
import { databaseNow } from '#shared/database_clock'
import { tenancy } from '#shared/tenancy/main'
import { inRequestScope } from '#shared/tenancy/request_scope'
import { isSessionOver, type User } from '#users'
import { findReach } from '../queries/find_reach.js'

declare module '@adonisjs/core/http' {
  export interface HttpContext {
    /** Whoever acts; absent for a visitor. */
    caller?: Caller
    /** When the caller was recognised, by the database's clock. */
    recognisedAt?: Date
    bouncer: Bouncer<Caller>
  }
}

/**
 * Recognises the person behind the session and opens their scope: one transaction in which
 * only the organisations of their validated attachments exist.
 */
export default class PersonScopeMiddleware {
  async handle(
    ctx: HttpContext,
    next: NextFn,
    { required, scope = true }: { required: boolean; scope?: boolean }
  ) {
    const caller = ctx.session
      ? await tenancy.asSystem('authentication', () => this.identify(ctx))
      : null
    if (!caller && required) {
      throw new errors.E_UNAUTHORIZED_ACCESS('Sign in first', {
        guardDriverName: 'session',
        redirectTo: '/login',
      })
    }
    ctx.caller = caller ?? undefined
    ctx.bouncer = new Bouncer<Caller>(() => caller).setContainerResolver(ctx.containerResolver)
    if (caller) ctx.response.header('cache-control', 'no-store')
    if (!caller || !scope) return next()
    return inRequestScope(ctx, caller, next)
  }

  private async identify(ctx: HttpContext): Promise<Caller | null> {
    if (!(await ctx.auth.use('web').check())) return null
    const user = ctx.auth.use('web').user as User
    const now = await databaseNow()
    const { sessionGeneration: generation } = user
    if (user.deactivatedAt || isSessionOver(ctx.session, { generation, now })) {
      await ctx.auth.use('web').logout()
      return null
    }
    ctx.recognisedAt = now
    const reach = user.isOperator ? new Map() : await findReach(user.id)
    return new Caller(user.isOperator ? 'operator' : 'person', user.id, user.fullName, reach)
  }
}
