import { test } from '@japa/runner'
import {
  isPasswordFresh,
  isSessionOver,
  markPasswordConfirmed,
  markSignedIn,
} from '../../../app/users/session_age.js'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const NOW = Date.UTC(2026, 10, 22, 9)
const at = (instant: number) => new Date(instant)

function aSession(values: Record<string, unknown> = {}) {
  return {
    get: (key: string) => values[key],
    put: (key: string, value: unknown) => void (values[key] = value),
  }
}

function signedInNow(generation = 1) {
  const session = aSession()
  markSignedIn(session, { at: at(NOW), generation })
  return session
}

const isOver = (session: ReturnType<typeof aSession>, instant: number, generation = 1) =>
  isSessionOver(session, { generation, now: at(instant) })

test.group('How old a session is (docs/security.md, People: session)', () => {
  test('it ends exactly 8 hours after the login', ({ assert }) => {
    const session = signedInNow()
    assert.isFalse(isOver(session, NOW))
    assert.isFalse(isOver(session, NOW + 8 * HOUR - 1))
    assert.isTrue(isOver(session, NOW + 8 * HOUR))
  })

  test('a session without a login, with a wrong one or with one of the future has ended', ({
    assert,
  }) => {
    const generation = { session_generation: 1 }
    assert.isTrue(isOver(aSession(generation), NOW))
    assert.isTrue(isOver(aSession({ ...generation, signed_in_at: String(NOW) }), NOW))
    assert.isTrue(isOver(aSession({ ...generation, signed_in_at: NOW + 1 }), NOW))
    assert.isTrue(isOver(aSession({ signed_in_at: NOW }), NOW))
  })

  test('it ends when the password is reset', ({ assert }) => {
    assert.isTrue(isOver(signedInNow(1), NOW, 2))
    assert.isFalse(isOver(signedInNow(2), NOW, 2))
  })

  test('the login counts as a password given, for exactly 5 minutes', ({ assert }) => {
    const session = signedInNow()
    assert.isTrue(isPasswordFresh(session, at(NOW + 5 * MINUTE - 1)))
    assert.isFalse(isPasswordFresh(session, at(NOW + 5 * MINUTE)))
  })

  test('giving the password again does not make the session longer', ({ assert }) => {
    const session = signedInNow()
    markPasswordConfirmed(session, at(NOW + 7 * HOUR))
    assert.isTrue(isPasswordFresh(session, at(NOW + 7 * HOUR + MINUTE)))
    assert.isTrue(isOver(session, NOW + 8 * HOUR))
  })
})
