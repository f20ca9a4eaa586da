import { test } from '@japa/runner'
import fc from 'fast-check'
import {
  OVERLAPS,
  type PasswordSpan,
  isUsable,
  usableUntilAfterReset,
  usableUntilWhenEnded,
} from '../../../app/technical_accounts/overlap.js'

const HOUR = 3_600_000
const now = new Date('2026-11-22T10:00:00Z')
const inHours = (hours: number) => new Date(now.getTime() + hours * HOUR)
const current = (hours: number): PasswordSpan => ({ expiresAt: inHours(hours), usableUntil: null })

test.group('Overlap', () => {
  test('{overlap}: the previous password lives {hours} hours')
    .with([
      { overlap: 'none', hours: 0 },
      { overlap: '1h', hours: 1 },
      { overlap: '24h', hours: 24 },
      { overlap: '7d', hours: 168 },
    ] as const)
    .run(({ assert }, { overlap, hours }) => {
      const usableUntil = usableUntilAfterReset(current(2400), overlap, now)
      assert.deepEqual(usableUntil, inHours(hours))
      const previous = { expiresAt: inHours(2400), usableUntil }
      assert.isFalse(isUsable(previous, usableUntil))
      assert.equal(isUsable(previous, new Date(usableUntil.getTime() - 1)), true)
    })

  test('the current password lives until its expiry, excluded', ({ assert }) => {
    assert.isTrue(isUsable(current(1), new Date(inHours(1).getTime() - 1)))
    assert.isFalse(isUsable(current(1), inHours(1)))
  })

  test('its own expiry comes first, and an expired one is not revived', ({ assert }) => {
    assert.deepEqual(usableUntilAfterReset(current(3), '7d', now), inHours(3))
    const expired = {
      expiresAt: inHours(-1),
      usableUntil: usableUntilAfterReset(current(-1), '7d', now),
    }
    assert.isFalse(isUsable(expired, now))
  })

  test('a second reset, or ending the overlap, kills the one before at once', ({ assert }) => {
    const previous = { expiresAt: inHours(2400), usableUntil: inHours(24) }
    assert.isTrue(isUsable(previous, now))
    assert.deepEqual(usableUntilAfterReset(previous, '7d', now), now)
    assert.deepEqual(usableUntilWhenEnded(previous, now), now)
  })

  test('one that ended earlier keeps the date at which it ended', ({ assert }) => {
    const ended = { expiresAt: inHours(2400), usableUntil: inHours(-5) }
    assert.deepEqual(usableUntilAfterReset(ended, '7d', now), inHours(-5))
    assert.deepEqual(usableUntilWhenEnded(ended, now), inHours(-5))
  })

  test('whatever the resets, one is current, at most two live, none comes back to life', ({
    assert,
  }) => {
    const reset = fc.record({
      wait: fc.integer({ min: 0, max: 3000 }),
      overlap: fc.constantFrom(...OVERLAPS),
    })
    fc.assert(
      fc.property(fc.array(reset), (resets) => {
        let passwords = [current(2400)]
        let elapsed = 0
        for (const { wait, overlap } of resets) {
          elapsed += wait
          const at = inHours(elapsed)
          const usableBefore = passwords.map((password) => isUsable(password, at))
          passwords = passwords.map((password) => ({
            ...password,
            usableUntil: usableUntilAfterReset(password, overlap, at),
          }))
          passwords.forEach((password, i) => {
            if (!usableBefore[i]) assert.isFalse(isUsable(password, at))
          })
          passwords.push(current(elapsed + 2400))

          assert.lengthOf(
            passwords.filter(({ usableUntil }) => usableUntil === null),
            1
          )
          const live = passwords.filter((password) => isUsable(password, at)).length
          assert.isTrue(overlap === 'none' ? live === 1 : live === 1 || live === 2)
        }
      })
    )
  })
})
