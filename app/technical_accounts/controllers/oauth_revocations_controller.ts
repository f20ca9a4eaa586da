import type { HttpContext } from '@adonisjs/core/http'
import { RevokeToken } from '../actions/revoke_token.js'
import { authenticateClient } from '../authentication/oauth_client.js'
import { OAuthError } from '../authentication/oauth_error.js'
import { readForm } from '../authentication/oauth_form.js'

/** Ends a token before its time (RFC 7009). One that is not ours, or over, is no error. */
export default class OauthRevocationsController {
  async store(ctx: HttpContext) {
    const form = await readForm(ctx.request)
    const { accountId } = await authenticateClient(ctx, form)
    const token = form.get('token')
    if (token === undefined) throw new OAuthError('invalid_request', 'token is missing')

    const result = await new RevokeToken().handle({ token, accountId })
    if (!result.ok) throw new OAuthError('invalid_grant', 'The token belongs to another client')
    return ctx.response.status(200).send('')
  }
}
