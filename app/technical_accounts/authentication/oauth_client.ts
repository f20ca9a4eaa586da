import type { HttpContext } from '@adonisjs/core/http'
import { headerValues } from '#shared/http/header_values'
import { parseBasicAuthorization, type BasicCredentials } from '../credential/basic_credentials.js'
import { authenticate, type Authenticated } from './authenticate.js'
import { countCallOf, tooManyFailures } from './call_limits.js'
import { announceExpiry } from './expiry_headers.js'
import { recordLastUse } from './last_use.js'
import { OAuthError, oauthErrorOf } from './oauth_error.js'
import type { OAuthForm } from './oauth_form.js'
import { announceRefusal } from './refusal_answer.js'
import { sourceOf } from './source.js'

const CONTROL = /\p{Cc}/u

/**
 * The technical account behind an OAuth request: `client_id` is its login and `client_secret` its
 * password, in the form or as HTTP Basic, never both (RFC 6749 §2.3).
 *
 * @param refusedInForm the status for a wrong secret in the form; by Basic it is always 401
 * @throws OAuthError, TooManyCalls
 */
export async function authenticateClient(
  { request, response }: HttpContext,
  form: OAuthForm,
  refusedInForm: 400 | 401 = 400
): Promise<Authenticated> {
  const address = request.ip()
  const headers = headerValues(request.request, 'authorization')
  const basic = headers !== undefined
  const credentials = basic ? fromHeader(headers, form) : fromForm(form, refusedInForm)

  const result = await authenticate({ credentials }, sourceOf(address))
  if (!result.ok) {
    const { error } = result
    if ('retryAfter' in error && error.retryAfter > 0) {
      throw tooManyFailures(error.retryAfter, response)
    }
    announceRefusal(error, response)
    throw oauthErrorOf(error, basic ? 401 : refusedInForm)
  }
  announceExpiry(result.value.password, response)
  recordLastUse(result.value.password, address)
  await countCallOf(result.value.accountId, response)
  return result.value
}

function fromHeader(headers: string[], form: OAuthForm): BasicCredentials {
  const parsed = parseBasicAuthorization(headers.length === 1 ? headers[0] : headers)
  if (!parsed.ok) {
    throw new OAuthError('invalid_client', 'The Authorization header is malformed', 401)
  }
  if (form.has('client_secret')) {
    throw new OAuthError('invalid_request', 'The client authenticates in two ways at once')
  }
  const id = form.get('client_id')
  if (id !== undefined && id !== parsed.value.login) {
    throw new OAuthError('invalid_request', 'client_id is not the authenticated client')
  }
  return parsed.value
}

function fromForm(form: OAuthForm, status: 400 | 401): BasicCredentials {
  const login = form.get('client_id')
  const password = form.get('client_secret')
  if (login === undefined || password === undefined || CONTROL.test(login)) {
    throw new OAuthError('invalid_client', 'No usable client authentication', status)
  }
  return { login, password }
}
