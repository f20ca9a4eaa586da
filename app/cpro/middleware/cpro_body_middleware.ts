import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { announcesBody, isCompressed, mediaTypeOf } from '#shared/http/content_type'
import { lireCorps } from '../corps.js'
import { PasDuJson } from '../errors.js'

declare module '@adonisjs/core/http' {
  export interface HttpContext {
    /** The body of a call under /cpro, as its JSON says it; read before any scope is open. */
    corps?: unknown
  }
}

/** Reads a call's body, which is JSON or nothing; not before it is known who sends it. */
export default class CproBodyMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    if (announcesBody(ctx.request)) {
      const json = mediaTypeOf(ctx.request) === 'application/json' && !isCompressed(ctx.request)
      if (!json) throw new PasDuJson()
      ctx.corps = await lireCorps(ctx.request.request)
    }
    return next()
  }
}
