import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { announcesBody, isCompressed, mediaTypeOf } from '#shared/http/content_type'
import type { Fault } from '#shared/http/fault'
import { lireCorps } from '../corps.js'
import { PasDuJson } from '../errors.js'
import { libelleDe } from '../libelles.js'

declare module '@adonisjs/core/http' {
  export interface HttpContext {
    /** The body of a call under /cpro, as its JSON says it; read before any scope is open. */
    corps?: unknown
  }
}

/** Gives every answer under /cpro the contract's envelope, errors included, and takes JSON only. */
export default class CproEnvelopeMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    ctx.renderFault = renderFault
    if (announcesBody(ctx.request)) {
      const json = mediaTypeOf(ctx.request) === 'application/json' && !isCompressed(ctx.request)
      if (!json) throw new PasDuJson()
      ctx.corps = await lireCorps(ctx.request.request)
    }
    return next()
  }
}

function renderFault(fault: Fault, { response }: HttpContext) {
  // The contract knows no 422.
  const status = fault.status === 422 ? 400 : fault.status
  response.status(status).send({ codeRetour: status, libelle: libelleDe(status, fault) })
}
