import type { Entry } from './matrix.js'
import type { Outcome, Role } from './rows.js'
import { isApi, type Route } from './routes.js'
import type { Stage, Thing, Things } from './stage.js'

/** An id somebody might try, and what it comes to. */
export interface Guess {
  title: string
  things: Things
  expected: Outcome
}

/** Fits an integer of PostgreSQL, and nothing has it. */
const ABSENT = 999_999_999
const LARGEST = 2_147_483_647
/** What is no id: a page has no such address, the contract of /cpro calls it malformed. */
const NO_IDS = [
  '0',
  '-1',
  '1.5',
  '1e3',
  '0x1',
  'abc',
  '1%20or%201=1',
  '%27',
  '99999999999999999999',
]

/** The things of an entry that are numbered, hence can be guessed. */
export function numbered({ params, body }: Entry, stage: Stage): Thing[] {
  const named = new Set<Thing>(Object.values(params ?? {}))
  body?.(
    stage,
    new Proxy(stage.own, {
      get: (things, thing: Thing) => {
        named.add(thing)
        return things[thing]
      },
    })
  )
  return [...named].filter((thing) => typeof stage.own[thing] === 'number')
}

/**
 * One's own, others' and absent things mixed: an organisation that is not one's own does not
 * exist. In one's own, who lacks the right is told so before anything is looked for.
 */
export function guessesOf(route: Route, entry: Entry, stage: Stage, role: Role): Guess[] {
  const kinds = numbered(entry, stage)
  const inside =
    kinds.includes('organisation') && entry.row[role] === 'lacking' ? 'lacking' : 'hidden'
  const { own, foreign, publicBody } = stage
  const guesses: Guess[] = []
  for (const kind of kinds) {
    const others = (title: string, value: string | number, expected: Outcome = 'hidden') =>
      guesses.push({ title: `${title} ${kind}`, things: { ...own, [kind]: value }, expected })
    const found = kind === 'organisation' ? 'hidden' : inside
    others('another’s', foreign[kind], found)
    others('an absent', ABSENT, found)
    others('the largest', LARGEST)
    if (!isApi(route)) for (const written of NO_IDS) others(`"${written}" as`, written)
  }
  if (kinds.length === 0) return []
  guesses.push({ title: 'everything of another’s', things: foreign, expected: 'hidden' })
  if (kinds.includes('organisation')) {
    guesses.push({
      title: 'a public body’s things',
      things: publicBody,
      expected: entry.publicBody ?? 'hidden',
    })
  }
  return guesses
}
