import { decodeBase64 } from '#shared/base64'
import { err, ok, type Result } from '#shared/result'

export type BasicCredentials = { readonly login: string; readonly password: string }

export type CredentialsFault =
  | 'missing'
  | 'repeated'
  | 'too_long'
  | 'other_scheme'
  | 'not_base64'
  | 'not_utf8'
  | 'no_colon'
  | 'empty_login'
  | 'control_character'
  | 'not_form_encoded'

/** Characters of the header's value, hence less once decoded. */
const LONGEST = 1024
const CONTROL = /\p{Cc}/u
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * Reads `base64("login:password")`, the value of the `cpro-account` header: UTF-8, split at the
 * first colon, so that a password may hold one. Control characters are refused as in RFC 7617 §2
 * (PostgreSQL would stumble over a NUL). Nothing is trimmed or repaired.
 *
 * @param header the value as Node gives it, where duplicates of a header are joined with a comma
 */
export function parseCredentials(
  header: string | readonly string[] | undefined
): Result<BasicCredentials, CredentialsFault> {
  const single = singleValue(header)
  return single.ok ? decode(single.value) : single
}

/**
 * Reads `Authorization: Basic …` (RFC 7617) from an OAuth client, which encodes both parts as a
 * form does before joining them (RFC 6749 §2.3.1). Clients that forget to are understood too:
 * neither our logins nor our passwords hold `%` or `+`.
 */
export function parseBasicAuthorization(
  header: string | readonly string[] | undefined
): Result<BasicCredentials, CredentialsFault> {
  const single = singleValue(header)
  if (!single.ok) return single
  const scheme = /^basic +/i.exec(single.value)
  if (!scheme) return err('other_scheme')

  const encoded = decode(single.value.slice(scheme[0].length))
  if (!encoded.ok) return encoded
  try {
    return checked(formDecode(encoded.value.login), formDecode(encoded.value.password))
  } catch {
    return err('not_form_encoded')
  }
}

function singleValue(
  header: string | readonly string[] | undefined
): Result<string, CredentialsFault> {
  if (header === undefined) return err('missing')
  if (typeof header !== 'string') return err('repeated')
  if (header.length > LONGEST) return err('too_long')
  if (header.includes(',')) return err('repeated')
  return ok(header)
}

function decode(base64: string): Result<BasicCredentials, CredentialsFault> {
  const bytes = decodeBase64(base64, 'base64')
  if (!bytes) return err('not_base64')

  let text: string
  try {
    text = utf8.decode(bytes)
  } catch {
    return err('not_utf8')
  }
  const colon = text.indexOf(':')
  if (colon === -1) return err('no_colon')
  return checked(text.slice(0, colon), text.slice(colon + 1))
}

function checked(login: string, password: string): Result<BasicCredentials, CredentialsFault> {
  if (login === '') return err('empty_login')
  if (CONTROL.test(login) || CONTROL.test(password)) return err('control_character')
  return ok({ login, password })
}

function formDecode(text: string): string {
  return decodeURIComponent(text.replaceAll('+', ' '))
}
