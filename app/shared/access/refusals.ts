import { AuthorizationResponse } from '@adonisjs/bouncer'

/** Rights that a page can name when it refuses; sentences under `errors.rights` in the language files. */
export type RightName = 'principal_manager' | 'person'

/** "Not yours" and "does not exist" are the same answer. */
export function hidden(): AuthorizationResponse {
  return AuthorizationResponse.deny('not_found', 404)
}

/**
 * Refuses someone who belongs there but lacks a right.
 * @param right what is missing
 * @param grantedBy who could give it, by name
 */
export function lacking(right: RightName, grantedBy: string | null): AuthorizationResponse {
  return AuthorizationResponse.deny(JSON.stringify({ right, grantedBy }), 403)
}

/** Reads back what {@link lacking} wrote. */
export function lackingRight(
  message: string
): { right: RightName; grantedBy: string | null } | null {
  return message.startsWith('{') ? JSON.parse(message) : null
}
