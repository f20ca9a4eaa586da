import { test } from '@japa/runner'
import { Overloaded, Semaphore } from '../../../app/users/passwords/semaphore.js'

/** Work that ends when told to. */
function work() {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  return { run: () => promise, end: () => resolve('done'), fail: () => reject(new Error('failed')) }
}

test.group('Few passwords are checked at a time (docs/security.md, People: password)', () => {
  test('those who find neither slot nor place are turned away at once', async ({ assert }) => {
    const semaphore = new Semaphore(1, 1)
    const [first, second] = [work(), work()]
    const running = semaphore.run(first.run)
    const waiting = semaphore.run(second.run)
    await assert.rejects(() => semaphore.run(async () => 'never'), Overloaded)
    first.end()
    second.end()
    assert.deepEqual(await Promise.all([running, waiting]), ['done', 'done'])
  })

  test('never more than the slots run, in the order they came, and all slots come back', async ({
    assert,
  }) => {
    const semaphore = new Semaphore(2, 100)
    let running = 0
    let most = 0
    const order: number[] = []
    const one = (index: number) =>
      semaphore.run(async () => {
        order.push(index)
        most = Math.max(most, ++running)
        await new Promise((resolve) => setImmediate(resolve))
        running--
      })
    await Promise.all(Array.from({ length: 50 }, (_, index) => one(index)))
    assert.equal(most, 2)
    assert.deepEqual(
      order,
      [...order].sort((a, b) => a - b)
    )
    await Promise.all([one(50), one(51)])
  })

  test('a failure frees its slot', async ({ assert }) => {
    const semaphore = new Semaphore(1, 0)
    const failing = work()
    const failed = semaphore.run(failing.run)
    failing.fail()
    await assert.rejects(() => failed, 'failed')
    assert.equal(await semaphore.run(async () => 'next'), 'next')
  })

  test('the refusal is a 503 that says when to come back', ({ assert }) => {
    const refusal = new Overloaded()
    assert.equal(refusal.status, 503)
    assert.isAbove(refusal.retryAfter, 0)
  })
})
