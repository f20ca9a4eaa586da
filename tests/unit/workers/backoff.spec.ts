import { test } from '@japa/runner'
import { JOB_OPTIONS, patientBackoff } from '#workers/backends/options'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

test.group('Pauses between the tries of a mail', () => {
  test('survive an outage of hours, and begin with a short one', ({ assert }) => {
    const tries = JOB_OPTIONS.mails.attempts!
    for (let round = 0; round < 100; round++) {
      const pauses = Array.from({ length: tries - 1 }, (_, n) => patientBackoff(n + 1))
      assert.isAtMost(pauses[0], 2 * MINUTE)
      const total = pauses.reduce((sum, pause) => sum + pause)
      assert.isTrue(total > 2 * HOUR && total < 6 * HOUR, String(total))
    }
  })

  test('differ from one mail to the next', ({ assert }) => {
    const pauses = new Set(Array.from({ length: 100 }, () => patientBackoff(1)))
    assert.isAbove(pauses.size, 10)
  })
})
