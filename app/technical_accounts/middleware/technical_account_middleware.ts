import { Bouncer } from '@adonisjs/bouncer'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { Caller } from '#shared/access/caller'
import type { Authenticated } from '../authentication/authenticate.js'
import { identify } from '../authentication/identify.js'

declare module '@adonisjs/core/http' {
  export interface HttpContext {
    /** The technical account that calls; absent everywhere but on the API. */
    technicalAccount?: Authenticated
  }
}

/**
 * Recognises the technical account that calls, before anything of the call is read. Cookies and
 * people's passwords mean nothing here.
 */
export default class TechnicalAccountMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    ctx.response.header('cache-control', 'no-store')
    const account = await identify(ctx)
    const { managerId, login, roles, accountId } = account
    const caller = new Caller('technical_account', managerId, login, roles, accountId)

    ctx.technicalAccount = account
    ctx.caller = caller
    ctx.bouncer = new Bouncer<Caller>(() => caller).setContainerResolver(ctx.containerResolver)
    return next()
  }
}
