import type { Session } from '@adonisjs/session'
import { ABSOLUTE_HOURS } from '#config/session'
import { bindSession } from './session_binding.js'

const HOUR = 3_600_000
/** How long a password given counts as given "just now" (docs/security.md, People). */
const CONFIRMED_MINUTES = 5

const SIGNED_IN_AT = 'signed_in_at'
const PASSWORD_CONFIRMED_AT = 'password_confirmed_at'
const GENERATION = 'session_generation'

type Values = Pick<Session, 'get' | 'put'>

/** A login as the database noted it. All instants are its: several machines have several clocks. */
export interface SignedIn {
  at: Date
  /** Of the person's sessions: each reset of the password begins another, and ends the earlier ones. */
  generation: number
}

/** Notes that the person behind this session has just signed in: both clocks start. */
export function markSignedIn(session: Values, { at, generation }: SignedIn): void {
  session.put(SIGNED_IN_AT, at.getTime())
  session.put(PASSWORD_CONFIRMED_AT, at.getTime())
  session.put(GENERATION, generation)
  bindSession(session)
}

/** Notes that the password was given again. The session's end does not move. */
export function markPasswordConfirmed(session: Values, at: Date): void {
  session.put(PASSWORD_CONFIRMED_AT, at.getTime())
}

/**
 * True when the login is so old that the session ends whatever its use, or was made with a
 * password that has been reset since; true without a login.
 */
export function isSessionOver(
  session: Pick<Session, 'get'>,
  { generation, now }: { generation: number; now: Date }
): boolean {
  return (
    session.get(GENERATION) !== generation ||
    !within(session.get(SIGNED_IN_AT), ABSOLUTE_HOURS * HOUR, now)
  )
}

/** True when the password was given within the last five minutes. */
export function isPasswordFresh(session: Pick<Session, 'get'>, now: Date): boolean {
  return within(session.get(PASSWORD_CONFIRMED_AT), (CONFIRMED_MINUTES / 60) * HOUR, now)
}

/** An instant of the future is as good as none: nobody has given a password tomorrow. */
function within(instant: unknown, duration: number, now: Date): boolean {
  const age = typeof instant === 'number' ? now.getTime() - instant : -1
  return age >= 0 && age < duration
}
