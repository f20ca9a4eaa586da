import type { HttpContext } from '@adonisjs/core/http'
import { appUrl } from '#config/app'
import { authenticate } from '../authentication/authenticate.js'
import { authenticateClient } from '../authentication/oauth_client.js'
import { OAuthError } from '../authentication/oauth_error.js'
import { readForm } from '../authentication/oauth_form.js'
import { sourceOf } from '../authentication/source.js'
import { readToken, TOKEN_LIFETIME } from '../credential/access_token.js'
import { tokenKeys } from '../token_keys.js'

const INACTIVE = { active: false }

/** Whether a token still opens (RFC 7662). A client learns about its own tokens only. */
export default class OauthIntrospectionsController {
  async store(ctx: HttpContext) {
    const form = await readForm(ctx.request)
    const client = await authenticateClient(ctx, form, 401)
    const token = form.get('token')
    if (token === undefined) throw new OAuthError('invalid_request', 'token is missing')

    if (readToken(tokenKeys, token, new Date(0))?.accountId !== client.accountId) return INACTIVE
    const result = await authenticate({ token }, sourceOf(ctx.request.ip()))
    if (!result.ok || !result.value.token) return INACTIVE

    const { token: claims, password } = result.value
    const expiresAt = Math.floor(claims.expiresAt.getTime() / 1000)
    return {
      active: true,
      scope: claims.scope,
      client_id: client.login,
      sub: client.login,
      username: client.login,
      token_type: 'Bearer',
      iss: appUrl,
      jti: claims.id,
      iat: expiresAt - TOKEN_LIFETIME,
      // A token never outlives the password it was obtained with.
      exp: Math.min(expiresAt, Math.floor(password.endsAt.getTime() / 1000)),
    }
  }
}
