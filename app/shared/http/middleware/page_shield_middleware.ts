import { inject } from '@adonisjs/core'
import edge from 'edge.js'
import encryption from '@adonisjs/core/services/encryption'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import ShieldMiddleware from '@adonisjs/shield/shield_middleware'
import shieldConfig from '#config/shield'

/** Security headers on every page, and the CSRF check wherever there is a session to ride on. */
@inject()
export default class PageShieldMiddleware {
  constructor(private shield: ShieldMiddleware) {}

  async handle(ctx: HttpContext, next: NextFn) {
    ctx.response.header('referrer-policy', 'same-origin')
    ctx.response.header('cross-origin-opener-policy', 'same-origin')
    const shield = ctx.session
      ? this.shield
      : new ShieldMiddleware({ ...shieldConfig, csrf: { enabled: false } }, encryption.use(), edge)
    return shield.handle(ctx, next as () => Promise<void>)
  }
}
