import { randomUUID } from 'node:crypto'
import type { ApiRequest } from '@japa/api-client'

/**
 * Sends the request as a signed-in person who gave their password just now; `confirmed: false`
 * for one who gave it long ago.
 */
export function signedIn(
  request: ApiRequest,
  person: { id: number },
  { confirmed = true }: { confirmed?: boolean } = {}
): ApiRequest {
  const now = Date.now()
  return request.withSession({
    // The session guard's own key: the fixtures are rows, not models.
    auth_web: person.id,
    binding: randomUUID(),
    session_generation: 1,
    signed_in_at: now,
    ...(confirmed && { password_confirmed_at: now }),
  })
}
