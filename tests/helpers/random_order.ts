import type { Suite } from '@japa/runner/core'
import { Group } from '@japa/runner/core'

/** A small repeatable generator (mulberry32): the same seed gives the same order again. */
function generator(seed: number) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

function shuffle<T>(items: T[], random: () => number) {
  for (let last = items.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1))
    ;[items[last], items[other]] = [items[other], items[last]]
  }
}

/**
 * Runs groups, and the tests in them, in another order each time: a test that needs what another
 * left behind fails sooner or later. `TEST_SEED` repeats an order.
 */
export function inRandomOrder(suite: Suite, seed: number) {
  suite.setup(() => {
    const random = generator(seed)
    shuffle(suite.stack, random)
    for (const item of suite.stack) if (item instanceof Group) shuffle(item.tests, random)
  })
}
