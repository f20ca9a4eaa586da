import type { HttpContext } from '@adonisjs/core/http'
import { authenticateClient } from '../authentication/oauth_client.js'
import { OAuthError } from '../authentication/oauth_error.js'
import { readForm } from '../authentication/oauth_form.js'
import { issueToken, SCOPES, TOKEN_LIFETIME, type Scope } from '../credential/access_token.js'
import { tokenKeys } from '../token_keys.js'

/** RFC 6749 §3.3: what is granted to a client that asks for no scope in particular. */
const DEFAULT_SCOPE: Scope = 'openid'

/** The token endpoint, for the client-credentials grant (RFC 6749 §4.4). */
export default class OauthTokensController {
  async store(ctx: HttpContext) {
    const form = await readForm(ctx.request)
    const account = await authenticateClient(ctx, form)
    requireClientCredentials(form.get('grant_type'))

    const scope = scopeOf(form.get('scope'))
    const { accountId, password, now } = account
    const { token } = issueToken(
      tokenKeys,
      { accountId, credentialVersion: password.version, scope },
      now
    )
    const secondsLeft = Math.floor((password.endsAt.getTime() - now.getTime()) / 1000)
    return {
      access_token: token,
      token_type: 'Bearer',
      // A token never outlives the password it was obtained with.
      expires_in: Math.min(TOKEN_LIFETIME, secondsLeft),
      scope,
    }
  }
}

function requireClientCredentials(grant: string | undefined): void {
  if (grant === undefined) throw new OAuthError('invalid_request', 'grant_type is missing')
  if (grant !== 'client_credentials') {
    throw new OAuthError('unsupported_grant_type', 'Only client_credentials is supported')
  }
}

/** The scope asked for: its words in any order, as a set (RFC 6749 §3.3). */
function scopeOf(asked: string | undefined): Scope {
  const words = new Set((asked ?? '').split(' ').filter(Boolean))
  if (words.size === 0) return DEFAULT_SCOPE
  const scope = SCOPES.find((known) => {
    const its = known.split(' ')
    return its.length === words.size && its.every((word) => words.has(word))
  })
  if (scope === undefined) throw new OAuthError('invalid_scope', 'The scope is not known here')
  return scope
}
