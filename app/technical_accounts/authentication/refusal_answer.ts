import type { HttpResponse } from '@adonisjs/core/http'
import { appName } from '#config/app'
import type { CredentialsFault } from '../credential/basic_credentials.js'
import type { Refusal } from './authenticate.js'
import { announceExpiry } from './expiry_headers.js'

/** What is wrong with how a client of the API presents itself. */
export type RefusalCode =
  Exclude<Refusal['code'], 'superseded'> | 'missing' | 'malformed' | 'bearer_required'

/** A call that is not let in; `code` is for each surface to put in its own words. */
export class NotAuthenticated extends Error {
  override name = 'NotAuthenticated'
  readonly status: 401 | 403
  readonly code = 'E_NOT_AUTHENTICATED'

  constructor(
    readonly refusal: RefusalCode,
    readonly expiredAt: Date | null = null
  ) {
    super(refusal)
    this.status = FORBIDDEN.has(refusal) ? 403 : 401
  }
}

/** Known, but not allowed in: another password would not help. */
const FORBIDDEN = new Set<RefusalCode>([
  'suspended',
  'organisation_inactive',
  'no_principal_manager',
])

/** The name clients see, as RFC 9110 allows it between quotes. */
export const REALM = appName.replace(/[^\x20-\x7e]/g, '').replace(/["\\]/g, '\\$&')

/** The very words that clients of the public gateway look for. */
const WRONG_PASSWORD = `Bearer realm="${REALM}",error="Unauthorized",error_description="login or password incorrects"`
const WRONG_TOKEN = `Bearer realm="${REALM}",error="invalid_token",error_description="the access token is invalid or has expired"`
const NOTHING = `Bearer realm="${REALM}"`

const CHALLENGES: Partial<Record<RefusalCode, string>> = {
  unknown_or_wrong: WRONG_PASSWORD,
  expired: WRONG_PASSWORD,
  mismatch: WRONG_PASSWORD,
  malformed: WRONG_PASSWORD,
  invalid_token: WRONG_TOKEN,
  missing: NOTHING,
  bearer_required: NOTHING,
}

/** What the right secret is told about its password, though it is not let in. */
export function announceRefusal(refusal: Refusal, response: HttpResponse): void {
  if ('password' in refusal) announceExpiry(refusal.password, response)
  if ('expiredAt' in refusal) {
    response.header('x-password-expired-at', refusal.expiredAt.toISOString())
  }
}

/** Writes the headers that go with a refusal, and gives the exception to throw. */
export function refuse(
  refusal: Refusal | CredentialsFault | 'bearer_required',
  response: HttpResponse
) {
  if (typeof refusal === 'string') {
    const code = refusal === 'missing' || refusal === 'bearer_required' ? refusal : 'malformed'
    return challenge(new NotAuthenticated(code), response)
  }
  announceRefusal(refusal, response)
  if (refusal.code === 'expired') {
    return challenge(new NotAuthenticated('expired', refusal.expiredAt), response)
  }
  // One of ours that opens no more gets the very answer of a wrong one.
  const code = refusal.code === 'superseded' ? 'unknown_or_wrong' : refusal.code
  return challenge(new NotAuthenticated(code), response)
}

function challenge(error: NotAuthenticated, response: HttpResponse): NotAuthenticated {
  const text = CHALLENGES[error.refusal]
  if (text) response.header('www-authenticate', text)
  return error
}
