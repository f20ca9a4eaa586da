import type { Refusal } from './authenticate.js'

/** RFC 6749 §5.2, and what RFC 7009 and 7662 take from it. */
export type OAuthErrorCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'invalid_scope'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'temporarily_unavailable'
  | 'server_error'

/** An answer of the OAuth endpoints that is not a success. */
export class OAuthError extends Error {
  override name = 'OAuthError'
  readonly code = 'E_OAUTH'

  /** @param description ASCII without quotes or backslashes: the RFC allows no more */
  constructor(
    readonly error: OAuthErrorCode,
    readonly description: string,
    readonly status = 400
  ) {
    super(description)
  }
}

/**
 * What a client is told of its refusal.
 *
 * @param status for who is not let in: with credentials in the body the token endpoint says 400,
 * which clients of the public gateway expect; else 401, as RFC 6749 §5.2 and RFC 7662 §2.3 want it
 */
export function oauthErrorOf(refusal: Refusal, status: 400 | 401): OAuthError {
  const client = (description: string) => new OAuthError('invalid_client', description, status)
  switch (refusal.code) {
    case 'expired':
      return client(`The secret expired at ${refusal.expiredAt.toISOString()}`)
    case 'suspended':
      return client('The technical account is suspended')
    case 'organisation_inactive':
      return client('The organisation of the technical account is deactivated')
    case 'no_principal_manager':
      return new OAuthError('unauthorized_client', 'The organisation has no principal manager')
    default:
      return client('Unknown client or wrong secret')
  }
}
