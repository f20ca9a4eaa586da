import type { HttpRequest } from '@adonisjs/core/http'
import { OAuthError } from './oauth_error.js'

export type OAuthForm = ReadonlyMap<string, string>

/**
 * The parameters of an OAuth request: from the body only, each at most once, an empty one being
 * the same as an absent one (RFC 6749 §3.2). Throws {@link OAuthError}.
 */
export function readForm(request: HttpRequest): OAuthForm {
  const form = new Map<string, string>()
  for (const [name, value] of new URLSearchParams(request.raw() ?? '')) {
    if (form.has(name)) throw new OAuthError('invalid_request', 'A parameter is repeated')
    form.set(name, value)
  }
  for (const [name, value] of form) if (value === '') form.delete(name)
  return form
}
