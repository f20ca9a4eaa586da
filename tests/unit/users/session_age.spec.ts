import { test } from '@japa/runner'
import {
  isPasswordFresh,
  isSessionStale,
  markPasswordConfirmed,
  markSignedIn,
} from '../../../app/users/session_age.js'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const NOW = Date.UTC(2026, 10, 22, 9)

function aSession(values: Record<string, unknown> = {}) {
  return {
    get: (key: string) => values[key],
    put: (key: string, value: unknown) => void (values[key] = value),
  }
}

test.group('How old a session is (docs/security.md, People: session)', () => {
  test('it ends exactly 8 hours after the login', ({ assert }) => {
    const session = aSession()
    markSignedIn(session, NOW)
    assert.isFalse(isSessionStale(session, NOW + 8 * HOUR - 1))
    assert.isTrue(isSessionStale(session, NOW + 8 * HOUR))
  })

  test('a session without a login, with a wrong one or with one of the future has ended', ({
    assert,
  }) => {
    assert.isTrue(isSessionStale(aSession(), NOW))
    assert.isTrue(isSessionStale(aSession({ signed_in_at: String(NOW) }), NOW))
    assert.isTrue(isSessionStale(aSession({ signed_in_at: NOW + 1 }), NOW))
  })

  test('the login counts as a password given, for exactly 5 minutes', ({ assert }) => {
    const session = aSession()
    markSignedIn(session, NOW)
    assert.isTrue(isPasswordFresh(session, NOW + 5 * MINUTE - 1))
    assert.isFalse(isPasswordFresh(session, NOW + 5 * MINUTE))
  })

  test('giving the password again does not make the session longer', ({ assert }) => {
    const session = aSession()
    markSignedIn(session, NOW)
    markPasswordConfirmed(session, NOW + 7 * HOUR)
    assert.isTrue(isPasswordFresh(session, NOW + 7 * HOUR + MINUTE))
    assert.isTrue(isSessionStale(session, NOW + 8 * HOUR))
  })
})
