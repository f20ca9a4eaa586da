import type { HttpRequest } from '@adonisjs/core/http'
import { readBody } from '#shared/http/read_body'
import { OAuthError } from './oauth_error.js'

/** Bytes: nothing legitimate comes near. */
const LONGEST = 100 * 1024

export type OAuthForm = ReadonlyMap<string, string>

/**
 * The parameters of an OAuth request: from the body only, each at most once, an empty one being
 * the same as an absent one (RFC 6749 §3.2). Throws {@link OAuthError}.
 */
export async function readForm(request: HttpRequest): Promise<OAuthForm> {
  const form = new Map<string, string>()
  const body = await readBody(request.request, LONGEST)
  if (!body) throw new OAuthError('invalid_request', 'The body is too long', 413)
  for (const [name, value] of new URLSearchParams(body.toString())) {
    if (form.has(name)) throw new OAuthError('invalid_request', 'A parameter is repeated')
    form.set(name, value)
  }
  for (const [name, value] of form) if (value === '') form.delete(name)
  return form
}
