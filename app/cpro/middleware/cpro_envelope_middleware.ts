import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { announcesBody, mediaTypeOf, simplifyContentType } from '#shared/http/content_type'
import type { Fault } from '#shared/http/fault'
import { PasDuJson } from '../errors.js'
import { libelleDe } from '../libelles.js'

/** Gives every answer under /cpro the contract's envelope, errors included, and takes JSON only. */
export default class CproEnvelopeMiddleware {
  handle(ctx: HttpContext, next: NextFn) {
    ctx.renderFault = renderFault
    if (announcesBody(ctx.request)) {
      if (mediaTypeOf(ctx.request) !== 'application/json') throw new PasDuJson()
      simplifyContentType(ctx.request)
    }
    return next()
  }
}

function renderFault(fault: Fault, { response }: HttpContext) {
  const status = statusOf(fault)
  response.status(status).send({ codeRetour: status, libelle: libelleDe(status, fault) })
}

/** The contract knows no 422, and a body that can't be inflated is malformed, not our fault. */
function statusOf({ status, code }: Fault): number {
  return status === 422 || code.startsWith('Z_') ? 400 : status
}
