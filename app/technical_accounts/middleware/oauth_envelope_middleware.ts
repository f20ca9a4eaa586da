import type { HttpContext, HttpRequest } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import type { Fault } from '#shared/http/fault'
import {
  announcesBody,
  isCompressed,
  mediaTypeOf,
  simplifyContentType,
} from '#shared/http/content_type'
import { OAuthError, type OAuthErrorCode } from '../authentication/oauth_error.js'
import { REALM } from '../authentication/refusal_answer.js'

/** Gives the OAuth endpoints the errors of their RFC, whatever goes wrong, and keeps caches out. */
export default class OauthEnvelopeMiddleware {
  handle(ctx: HttpContext, next: NextFn) {
    ctx.response.header('cache-control', 'no-store')
    ctx.response.header('pragma', 'no-cache')
    ctx.renderFault = renderFault
    if (announcesBody(ctx.request) && !isForm(ctx.request)) {
      throw new OAuthError('invalid_request', 'The body must be application/x-www-form-urlencoded')
    }
    simplifyContentType(ctx.request)
    return next()
  }
}

function isForm(request: HttpRequest): boolean {
  return mediaTypeOf(request) === 'application/x-www-form-urlencoded' && !isCompressed(request)
}

function renderFault({ status, cause }: Fault, { response }: HttpContext) {
  const { error, description } =
    cause instanceof OAuthError ? cause : { error: codeOf(status), description: 'See the status' }
  if (status === 401) response.header('www-authenticate', `Basic realm="${REALM}", charset="UTF-8"`)
  response.status(status).send({ error, error_description: description })
}

function codeOf(status: number): OAuthErrorCode {
  if (status === 429 || status === 503) return 'temporarily_unavailable'
  return status >= 500 ? 'server_error' : 'invalid_request'
}
