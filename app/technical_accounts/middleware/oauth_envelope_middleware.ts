import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import type { Fault } from '#shared/http/fault'
import { OAuthError, type OAuthErrorCode } from '../authentication/oauth_error.js'
import { REALM } from '../authentication/refusal_answer.js'

const OAUTH = /^\/(?:api\/oauth\/|oauth\/token(?:[/?]|$))/

/** Gives the OAuth endpoints the errors of their RFC, whatever goes wrong, and keeps caches out. */
export default class OauthEnvelopeMiddleware {
  handle(ctx: HttpContext, next: NextFn) {
    if (OAUTH.test(ctx.request.request.url!)) {
      ctx.response.header('cache-control', 'no-store')
      ctx.response.header('pragma', 'no-cache')
      ctx.renderFault = renderFault
    }
    return next()
  }
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
