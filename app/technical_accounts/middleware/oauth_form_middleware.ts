import type { HttpContext, HttpRequest } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import {
  announcesBody,
  isCompressed,
  mediaTypeOf,
  simplifyContentType,
} from '#shared/http/content_type'
import { countCallFrom } from '../authentication/call_limits.js'
import { OAuthError } from '../authentication/oauth_error.js'
import { sourceOf } from '../authentication/source.js'

/** Counts a request to an OAuth endpoint, and takes nothing but a form (RFC 6749 §4.4.2). */
export default class OauthFormMiddleware {
  async handle({ request, response }: HttpContext, next: NextFn) {
    await countCallFrom(sourceOf(request.ip()), response)
    if (announcesBody(request) && !isForm(request)) {
      throw new OAuthError('invalid_request', 'The body must be application/x-www-form-urlencoded')
    }
    simplifyContentType(request)
    return next()
  }
}

function isForm(request: HttpRequest): boolean {
  return mediaTypeOf(request) === 'application/x-www-form-urlencoded' && !isCompressed(request)
}
