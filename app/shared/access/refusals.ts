import { AuthorizationResponse } from '@adonisjs/bouncer'

/** Rights that a page can name when it refuses; sentences under `errors.rights` in the language files. */
export type RightName = 'principal_manager' | 'person' | 'attached_person'

/** "Not yours" and "does not exist" are the same answer. */
export function hidden(): AuthorizationResponse {
  return AuthorizationResponse.deny('not_found', 404)
}

/** What a refusal says, and the organisation in whose journal it is written, if it is about one. */
export interface MissingRight {
  right: RightName
  grantedBy: string | null
  organisationId: number | null
}

/**
 * Refuses someone who belongs there but lacks a right.
 * @param right what is missing
 * @param grantedBy who could give it, by name
 * @param organisationId where; null when it is about none in particular
 */
export function lacking(
  right: RightName,
  grantedBy: string | null,
  organisationId: number | null
): AuthorizationResponse {
  const missing: MissingRight = { right, grantedBy, organisationId }
  return AuthorizationResponse.deny(JSON.stringify(missing), 403)
}

/** A right that was there when the request began and was taken away before the act. */
export class RightLost extends Error {
  override name = 'RightLost'
  status = 403
  code = 'E_RIGHT_LOST'
  constructor(readonly missing: MissingRight) {
    super(`The right "${missing.right}" was taken away meanwhile`)
  }
}

/** Reads back what {@link lacking} wrote. */
export function missingRight(message: string | undefined): MissingRight | null {
  return message?.startsWith('{') ? JSON.parse(message) : null
}
