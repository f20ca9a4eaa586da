import type { Session } from '@adonisjs/session'
import { ABSOLUTE_HOURS } from '#config/session'

const HOUR = 3_600_000
/** How long a password given counts as given "just now" (docs/security.md, People). */
const CONFIRMED_MINUTES = 5

const SIGNED_IN_AT = 'signed_in_at'
const PASSWORD_CONFIRMED_AT = 'password_confirmed_at'

type Instants = Pick<Session, 'get' | 'put'>

/** Notes that the person behind this session has just signed in: both clocks start. */
export function markSignedIn(session: Instants, now = Date.now()): void {
  session.put(SIGNED_IN_AT, now)
  session.put(PASSWORD_CONFIRMED_AT, now)
}

/** Notes that the password was given again. The session's end does not move. */
export function markPasswordConfirmed(session: Instants, now = Date.now()): void {
  session.put(PASSWORD_CONFIRMED_AT, now)
}

/** True when the login is so old that the session ends whatever its use; true without a login. */
export function isSessionStale(session: Pick<Session, 'get'>, now = Date.now()): boolean {
  return !within(session.get(SIGNED_IN_AT), ABSOLUTE_HOURS * HOUR, now)
}

/** True when the password was given within the last five minutes. */
export function isPasswordFresh(session: Pick<Session, 'get'>, now = Date.now()): boolean {
  return within(session.get(PASSWORD_CONFIRMED_AT), (CONFIRMED_MINUTES / 60) * HOUR, now)
}

/** An instant of the future is as good as none: nobody has given a password tomorrow. */
function within(instant: unknown, duration: number, now: number): boolean {
  return typeof instant === 'number' && instant <= now && now - instant < duration
}
