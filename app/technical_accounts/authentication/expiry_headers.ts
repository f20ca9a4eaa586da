import type { HttpResponse } from '@adonisjs/core/http'
import type { PasswordInUse } from './authenticate.js'

const DAY = 24 * 60 * 60 * 1000

/** Tells an authenticated client until when its password works, in whole days left as well. */
export function announceExpiry(
  { endsAt, readAt, deprecated }: Pick<PasswordInUse, 'endsAt' | 'readAt' | 'deprecated'>,
  response: HttpResponse
): void {
  const days = Math.floor((endsAt.getTime() - readAt.getTime()) / DAY)
  response.header('x-password-expires-at', endsAt.toISOString())
  response.header('x-password-expires-in', String(days))
  if (deprecated) response.header('x-password-deprecated', 'true')
}
