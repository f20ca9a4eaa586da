import { test } from '@japa/runner'
import fc from 'fast-check'
import { penaltySeconds } from '#shared/throttling/penalty'

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
})
