import type { IncomingMessage } from 'node:http'
import type { HttpContext } from '@adonisjs/core/http'
import env from '#start/env'
import { headerValues } from '#shared/http/header_values'
import { err, ok, type Result } from '#shared/result'
import { parseCredentials, type CredentialsFault } from '../credential/basic_credentials.js'
import { authenticate, type Authenticated, type Presented } from './authenticate.js'
import { countCallFrom, countCallOf, tooManyFailures } from './call_limits.js'
import { announceExpiry } from './expiry_headers.js'
import { recordLastUse } from './last_use.js'
import { refuse } from './refusal_answer.js'
import { sourceOf } from './source.js'

const BEARER = /^bearer +([\w.~+/-]+=*)$/i

/**
 * The technical account that calls, by `Authorization: Bearer` and `cpro-account`: one of them is
 * enough, what is present must be right, and both must be of one account. Writes the
 * headers every such answer carries.
 *
 * @throws NotAuthenticated, TooManyCalls
 */
export async function identify({ request, response }: HttpContext): Promise<Authenticated> {
  const address = request.ip()
  const source = sourceOf(address)
  await countCallFrom(source, response)

  const presented = readPresented(request.request)
  if (!presented.ok) throw refuse(presented.error, response)

  const result = await authenticate(presented.value, source)
  if (!result.ok) {
    const { error } = result
    if ('retryAfter' in error && error.retryAfter > 0) {
      throw tooManyFailures(error.retryAfter, response)
    }
    throw refuse(error, response)
  }
  announceExpiry(result.value.password, response)
  recordLastUse(result.value.password, address)
  await countCallOf(result.value.accountId, response)
  return result.value
}

function readPresented(
  request: IncomingMessage
): Result<Presented, CredentialsFault | 'bearer_required'> {
  const authorization = headerValues(request, 'authorization')
  const account = headerValues(request, 'cpro-account')
  const presented: Presented = {}

  if (authorization) {
    const token = authorization.length === 1 ? BEARER.exec(authorization[0])?.[1] : undefined
    if (token === undefined) return err('other_scheme')
    presented.token = token
  }
  if (account) {
    const credentials = parseCredentials(account.length === 1 ? account[0] : account)
    if (!credentials.ok) return err(credentials.error)
    presented.credentials = credentials.value
  }
  if (presented.token === undefined && !presented.credentials) return err('missing')
  if (presented.token === undefined && !env.get('CPRO_ACCOUNT_ALONE', true)) {
    return err('bearer_required')
  }
  return ok(presented)
}
