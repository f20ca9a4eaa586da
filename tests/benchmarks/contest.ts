import { closedLoop, openLoop, type Round, type Target } from './load.js'
import type { Scale } from './scale.js'
import { median } from './statistics.js'

export type Contenders<Name extends string> = Readonly<Record<Name, Target>>

/**
 * Each contender's median requests per second, from rounds in which they take turns: what else
 * the machine does meanwhile falls upon all of them.
 */
export async function contest<Name extends string>(
  contenders: Contenders<Name>,
  { rounds, seconds, warmUp, connections }: Scale
): Promise<Record<Name, number>> {
  const names = Object.keys(contenders) as Name[]
  const results = new Map<Name, Round[]>(names.map((name) => [name, []]))
  for (const name of names) {
    await closedLoop(contenders[name], { connections, seconds: warmUp.first })
  }
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      await closedLoop(contenders[name], { connections, seconds: warmUp.each })
      results.get(name)!.push(await closedLoop(contenders[name], { connections, seconds }))
    }
  }
  const middle = names.map((name) => [name, median(results.get(name)!.map((r) => r.perSecond))])
  return Object.fromEntries(middle) as Record<Name, number>
}

/** The medians over the rounds of what calls at a fixed rate have to wait, in milliseconds. */
export async function waits(
  target: Target,
  rate: number,
  { rounds, seconds, warmUp }: Scale
): Promise<Round> {
  await openLoop(target, { rate, seconds: warmUp.each })
  const results: Round[] = []
  for (let i = 0; i < rounds; i++) results.push(await openLoop(target, { rate, seconds }))
  const of = (key: keyof Round) => median(results.map((round) => round[key]))
  return { perSecond: of('perSecond'), p50: of('p50'), p95: of('p95'), p99: of('p99') }
}
