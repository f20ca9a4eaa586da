import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import type { Fault } from '#shared/http/fault'
import { libelleDe } from '../libelles.js'

const UNDER_CPRO = /^\/cpro(?:[/?]|$)/

/** Gives every answer under /cpro the contract's envelope, errors and unknown addresses included. */
export default class CproEnvelopeMiddleware {
  handle(ctx: HttpContext, next: NextFn) {
    if (UNDER_CPRO.test(ctx.request.request.url!)) ctx.renderFault = renderFault
    return next()
  }
}

function renderFault(fault: Fault, { response }: HttpContext) {
  // The contract knows no 422.
  const status = fault.status === 422 ? 400 : fault.status
  response.status(status).send({ codeRetour: status, libelle: libelleDe(status, fault) })
}
