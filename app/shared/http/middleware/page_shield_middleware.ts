import { inject } from '@adonisjs/core'
import edge from 'edge.js'
import encryption from '@adonisjs/core/services/encryption'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import ShieldMiddleware from '@adonisjs/shield/shield_middleware'
import shieldConfig from '#config/shield'

/** The headers of every page, for one without a session: there is nothing to forge, so no CSRF check. */
export function shieldWithoutSession(ctx: HttpContext, next: NextFn) {
  commonHeaders(ctx)
  return new ShieldMiddleware(
    { ...shieldConfig, csrf: { enabled: false } },
    encryption.use(),
    edge
  ).handle(ctx, next as () => Promise<void>)
}

/** Security headers on every page, and the CSRF check wherever there is a session to ride on. */
@inject()
export default class PageShieldMiddleware {
  constructor(private shield: ShieldMiddleware) {}

  handle(ctx: HttpContext, next: NextFn) {
    if (!ctx.session) return shieldWithoutSession(ctx, next)
    commonHeaders(ctx)
    return this.shield.handle(ctx, next as () => Promise<void>)
  }
}

function commonHeaders(ctx: HttpContext) {
  ctx.response.header('referrer-policy', 'same-origin')
  ctx.response.header('cross-origin-opener-policy', 'same-origin')
}
