import { test } from '@japa/runner'
import { setImmediate as turn } from 'node:timers/promises'
import { gather } from '#shared/tenancy/gather'

test.group('Questions asked together', () => {
  test('those of one turn are asked at once, and each gets its own answer', async ({ assert }) => {
    const asked: number[][] = []
    const double = gather(async (take: () => number[]) => {
      const numbers = take()
      asked.push(numbers)
      return numbers.map((n) => 2 * n)
    })
    assert.deepEqual(await Promise.all([1, 2, 3].map(double)), [2, 4, 6])
    assert.deepEqual(await double(4), 8)
    assert.deepEqual(asked, [[1, 2, 3], [4]])
  })

  test('nobody gets an answer that was on its way before they asked', async ({ assert }) => {
    let version = 0
    const read = gather(async (take: () => string[]) => {
      const names = take()
      const seen = ++version
      await turn()
      await turn()
      return names.map((name) => `${name}${seen}`)
    })
    const early = read('a')
    await turn()
    await turn()
    const late = read('b')
    assert.deepEqual(await Promise.all([early, late]), ['a1', 'b2'])
  })

  test('who comes while the way is not free yet is taken along', async ({ assert }) => {
    let free!: () => void
    const way = new Promise<void>((resolve) => (free = resolve))
    const asked: number[][] = []
    const ask = gather(async (take: () => number[]) => {
      await way
      const numbers = take()
      asked.push(numbers)
      return numbers
    })
    const answers = [ask(1)]
    await turn()
    answers.push(ask(2))
    free()
    await Promise.all(answers)
    assert.deepEqual(asked, [[1, 2]])
  })

  test('never more than a hundred at a time', async ({ assert }) => {
    const sizes: number[] = []
    const ask = gather(async (take: () => number[]) => {
      const numbers = take()
      sizes.push(numbers.length)
      return numbers
    })
    const numbers = Array.from({ length: 250 }, (_, n) => n)
    assert.deepEqual(await Promise.all(numbers.map(ask)), numbers)
    assert.deepEqual(sizes, [100, 100, 50])
  })

  test('a failure is told to those who asked, before or after the way was free, and no others', async ({
    assert,
  }) => {
    let fails: 'before' | 'after' | 'never' = 'before'
    const ask = gather(async (take: () => number[]) => {
      if (fails === 'before') throw new Error('no way')
      const numbers = take()
      if (fails === 'after') throw new Error('no answer')
      return numbers
    })
    await assert.rejects(() => ask(1), 'no way')
    fails = 'after'
    await assert.rejects(() => ask(2), 'no answer')
    fails = 'never'
    assert.equal(await ask(3), 3)
  })
})
