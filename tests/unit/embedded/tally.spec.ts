import { test } from '@japa/runner'
import { isForMachines, lastLine, readTally, sum } from '../../../bin/embedded/tally.js'

const summary = (counts: Record<string, number>, hasError = false) =>
  JSON.stringify({
    aggregates: { total: 0, passed: 0, failed: 0, skipped: 0, todo: 0, regression: 0, ...counts },
    duration: 12,
    failedTestsTitles: [],
    hasError,
  })

test.group('The last line of npm test', () => {
  test('says how many passed and how many failed', ({ assert }) => {
    assert.equal(lastLine({ passed: 3, failed: 0, skipped: 0 }), '3 passed, 0 failed')
    assert.equal(lastLine({ passed: 3, failed: 1, skipped: 2 }), '3 passed, 1 failed, 2 skipped')
  })

  test('sums checks and suites', ({ assert }) => {
    const one = { passed: 1, failed: 2, skipped: 3 }
    assert.deepEqual(sum([one, one]), { passed: 2, failed: 4, skipped: 6 })
    assert.deepEqual(sum([]), { passed: 0, failed: 0, skipped: 0 })
  })

  test('reads the suites: a regression fails, a test to write is skipped', ({ assert }) => {
    assert.deepEqual(
      readTally(summary({ passed: 10, failed: 1, regression: 1, skipped: 2, todo: 1 }, true)),
      { passed: 10, failed: 2, skipped: 3 }
    )
  })

  test('counts a failed hook, which fails no test', ({ assert }) => {
    assert.equal(readTally(summary({ passed: 10 }, true))?.failed, 1)
  })

  test('tells the lines for machines from those for people', ({ assert }) => {
    assert.isTrue(isForMachines('{"event":"test:end","title":"x"}'))
    assert.isTrue(isForMachines(summary({})))
    assert.isFalse(isForMachines('{"hello":"world"}'))
    assert.isUndefined(readTally('{"event":"test:end"}'))
  })
})
