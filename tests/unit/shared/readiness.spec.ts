import { test } from '@japa/runner'
import { Readiness, type Check } from '#shared/health/readiness'

const fine: Check = { name: 'fine', run: async () => {} }
const broken: Check = { name: 'broken', run: () => Promise.reject(new Error('secret address')) }

test.group('Readiness', () => {
  test('is ready when every check passes', async ({ assert }) => {
    const readiness = new Readiness([fine], () => {})
    assert.deepEqual(await readiness.examine(), { ready: true, checks: { fine: 'ok' } })
  })

  test('names the check that failed, and tells the log why', async ({ assert }) => {
    const faults: [string, unknown][] = []
    const readiness = new Readiness([fine, broken], (...fault) => faults.push(fault))
    assert.deepEqual(await readiness.examine(), {
      ready: false,
      checks: { fine: 'ok', broken: 'failed' },
    })
    assert.lengthOf(faults, 1)
    assert.equal(faults[0][0], 'broken')
  })

  test('a check that hangs has failed', async ({ assert }) => {
    const hanging: Check = { name: 'hanging', run: () => new Promise(() => {}) }
    const { ready } = await new Readiness([hanging], () => {}).examine()
    assert.isFalse(ready)
  })

  test('however many ask at once, the checks run once', async ({ assert }) => {
    let runs = 0
    const counted: Check = { name: 'counted', run: async () => void runs++ }
    const readiness = new Readiness([counted], () => {})
    await Promise.all(Array.from({ length: 100 }, () => readiness.examine()))
    assert.equal(runs, 1)
  })

  test('remembers what it found last, without looking again', async ({ assert }) => {
    let runs = 0
    const counted: Check = { name: 'counted', run: async () => void runs++ }
    const readiness = new Readiness([counted, broken], () => {})
    assert.isNull(readiness.lastFound)
    await readiness.look()
    assert.deepEqual(readiness.lastFound, {
      ready: false,
      checks: { counted: 'ok', broken: 'failed' },
    })
    assert.equal(runs, 1)
  })

  test('people who look are not taken for a balancer', async ({ assert }) => {
    const readiness = new Readiness([fine], () => {})
    await readiness.examine()
    await readiness.look()
    await readiness.look()
    const first = await Promise.race([
      readiness.leave().then(() => 'left at once'),
      new Promise((resolve) => setImmediate(resolve)),
    ])
    assert.equal(first, 'left at once')
    assert.deepEqual(await readiness.look(), { ready: true, checks: { fine: 'ok' } })
  })

  test('leaves at once when nobody keeps asking', async ({ assert }) => {
    const readiness = new Readiness([fine], () => {})
    const pause = (milliseconds: number) =>
      new Promise((resolve) => setTimeout(resolve, milliseconds))
    await readiness.examine()
    await pause(20)
    await readiness.examine()
    await pause(500)
    let next = false
    const turn = new Promise<void>((resolve) => setImmediate(() => resolve(void (next = true))))
    await readiness.leave()
    assert.isFalse(next, 'within the same turn of the event loop')
    await turn
    assert.isFalse((await readiness.examine()).ready)
  })

  test('refuses while it leaves, and leaves after a balancer has seen it', async ({ assert }) => {
    const readiness = new Readiness([fine], () => {})
    await readiness.examine()
    const pause = new Promise((resolve) => setTimeout(resolve, 30))
    await pause
    await readiness.examine()
    let left = false
    const leaving = readiness.leave().then(() => (left = true))
    assert.isFalse((await readiness.examine()).ready)
    assert.isFalse(left)
    await leaving
  })
})
