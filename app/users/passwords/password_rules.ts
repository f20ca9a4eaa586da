import { ZxcvbnFactory } from '@zxcvbn-ts/core'

/** Why a password is refused; sentences under `users.password` in the language files. */
export type PasswordRefusal = 'too_short' | 'too_long' | 'personal' | 'common'

export const MINIMUM_LENGTH = 15
export const MAXIMUM_LENGTH = 256

/** Estimated below 10^10 guesses: what a list of known passwords and simple patterns finds. */
const LOWEST_SCORE = 4
/** The estimate's time grows with the square of the length; the beginning tells enough. */
const ESTIMATED_LENGTH = 64
/** Letters that must remain once the person's own words are taken out. */
const LETTERS_OF_ONES_OWN = 6

let estimator: Promise<ZxcvbnFactory> | undefined

/**
 * Judges a new password by length, by how common it is, and by whether it is made of the person's
 * own words. No rule of composition, no expiry (docs/security.md, People; NIST SP 800-63B-4 §3.1.1.2).
 *
 * @param words names and addresses of the person, the name of the installation
 */
export async function judgePassword(
  password: string,
  words: readonly string[]
): Promise<PasswordRefusal | null> {
  const characters = [...password.normalize('NFC')]
  if (characters.length < MINIMUM_LENGTH) return 'too_short'
  if (characters.length > MAXIMUM_LENGTH) return 'too_long'

  const own = wordsIn(words)
  if (isMadeOf(characters.join(''), own)) return 'personal'

  estimator ??= loadEstimator()
  const beginning = characters.slice(0, ESTIMATED_LENGTH).join('')
  const { score } = (await estimator).check(beginning, own)
  return score < LOWEST_SCORE ? 'common' : null
}

/** True when taking out the words leaves nearly no letter: "Durand-Marie-1984!". */
function isMadeOf(password: string, words: readonly string[]): boolean {
  let rest = fold(password)
  const before = lettersOf(rest)
  for (const word of words) rest = rest.replaceAll(word, ' ')
  const after = lettersOf(rest)
  return after < before && after < LETTERS_OF_ONES_OWN
}

/** Names and addresses in pieces, the longest first: "marie.durand@ville.fr" → marie, durand, ville. */
function wordsIn(texts: readonly string[]): string[] {
  const pieces = texts.flatMap((text) => [fold(text), ...fold(text).split(/[^\p{L}\p{N}]+/u)])
  return [...new Set(pieces)]
    .filter((piece) => piece.length >= 3)
    .sort((one, other) => other.length - one.length)
}

const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

const lettersOf = (text: string) => text.match(/\p{L}/gu)?.length ?? 0

/** A hundred thousand words in two languages, read when the first password is chosen. */
async function loadEstimator(): Promise<ZxcvbnFactory> {
  const [common, french] = await Promise.all([
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-fr'),
  ])
  return new ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...french.dictionary },
    graphs: common.adjacencyGraphs,
  })
}
