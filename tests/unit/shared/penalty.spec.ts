import { test } from '@japa/runner'
import fc from 'fast-check'
import { blockedUntil, penaltySeconds, retryAfterSeconds } from '#shared/throttling/penalty'

const now = new Date('2026-11-22T10:00:00Z')

test.group('Penalty', () => {
  test('five failures are free, then 30 s doubling to one hour', ({ assert }) => {
    assert.deepEqual(
      [0, 1, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 5000].map(penaltySeconds),
      [0, 0, 0, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]
    )
  })

  test('never gets shorter nor longer than an hour', ({ assert }) => {
    fc.assert(
      fc.property(fc.nat(), (failures) => {
        assert.isAtMost(penaltySeconds(failures), penaltySeconds(failures + 1))
        assert.isAtMost(penaltySeconds(failures), 3600)
      })
    )
  })

  test('tells until when, and how long to wait in whole seconds', ({ assert }) => {
    assert.isNull(blockedUntil(5, now))
    assert.deepEqual(blockedUntil(6, now), new Date('2026-11-22T10:00:30Z'))
    assert.equal(retryAfterSeconds(new Date('2026-11-22T10:00:29.001Z'), now), 30)
    assert.equal(retryAfterSeconds(now, now), 0)
    assert.equal(retryAfterSeconds(new Date('2026-11-22T09:00:00Z'), now), 0)
    assert.equal(retryAfterSeconds(null, now), 0)
  })
})
