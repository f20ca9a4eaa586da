import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Key, KeyRing } from '#shared/keys/key_ring'

/** What is stored of a password: which pepper, and the keyed digest. */
export type StoredVerifier = { readonly pepperId: string; readonly verifier: Buffer }

/** At most two passwords of an account live at once, so every attempt costs at least two digests. */
const MINIMUM_COMPARISONS = 2

/**
 * The verifier of a password, under the current pepper. A fast keyed hash is right here: ASVS 5.0
 * 6.5.2 allows one from 112 bits of entropy, and these secrets are generated with 186.
 */
export function makeVerifier(
  peppers: KeyRing,
  accountId: number,
  secret: string
): { pepperId: string; verifier: Buffer } {
  const pepper = peppers.current
  return { pepperId: pepper.id, verifier: digest(pepper, accountId, secret) }
}

/**
 * The candidate that this secret opens, or null. For an unknown login pass no candidates (and any
 * account id): the work is the same, so time does not tell which logins exist.
 *
 * A candidate whose pepper was retired never matches; that no live password is in that case is
 * verified at start-up, with `peppers.find`.
 */
export function findMatch<T extends StoredVerifier>(
  peppers: KeyRing,
  accountId: number,
  secret: string,
  candidates: readonly T[]
): T | null {
  let match: T | null = null
  for (let i = 0; i < Math.max(candidates.length, MINIMUM_COMPARISONS); i++) {
    const candidate = candidates.at(i)
    const pepper = candidate && peppers.find(candidate.pepperId)
    const given = digest(pepper ?? peppers.current, accountId, secret)
    const stored = pepper ? candidate.verifier : Buffer.alloc(given.length)
    const same = stored.length === given.length && timingSafeEqual(stored, given)
    if (pepper && same) match ??= candidate
  }
  return match
}

/** Bound to the account: a verifier copied to another account's row opens nothing. */
function digest(pepper: Key, accountId: number, secret: string): Buffer {
  return createHmac('sha256', pepper.secret).update(`ta:v1\0${accountId}\0${secret}`).digest()
}
