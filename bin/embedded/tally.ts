/** How many checks and tests ended how. */
export interface Tally {
  passed: number
  failed: number
  skipped: number
}

/** The sum of several tallies. */
export function sum(tallies: Tally[]): Tally {
  const total = { passed: 0, failed: 0, skipped: 0 }
  for (const { passed, failed, skipped } of tallies) {
    total.passed += passed
    total.failed += failed
    total.skipped += skipped
  }
  return total
}

/** The last line of `npm test`: `12 passed, 0 failed`, and what was skipped if anything was. */
export function lastLine({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed` + (skipped > 0 ? `, ${skipped} skipped` : '')
}

/** What Japa's `ndjson` reporter says at its end, beside the lines for people. */
interface Aggregates {
  passed: number
  failed: number
  skipped: number
  todo: number
  regression: number
}

/** Whether a line of the suites' output is the `ndjson` reporter's, for machines only. */
export function isForMachines(line: string): boolean {
  return /^\{"(event|aggregates)":/.test(line)
}

/** The tally of a line for machines, if it is the one of the end. */
export function readTally(line: string): Tally | undefined {
  if (!line.startsWith('{"aggregates":')) return undefined
  const answer: { aggregates: Aggregates; hasError: boolean } = JSON.parse(line)
  const { passed, failed, skipped, todo, regression } = answer.aggregates
  // A hook that failed is an error without a failed test.
  const hooks = answer.hasError && failed + regression === 0 ? 1 : 0
  return { passed, failed: failed + regression + hooks, skipped: skipped + todo }
}
