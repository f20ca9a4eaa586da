import { randomBytes } from 'node:crypto'
import { availableParallelism } from 'node:os'
import hash from '@adonisjs/core/services/hash'
import { Semaphore } from './semaphore.js'

/**
 * argon2 takes a core and 19 MiB for some 20 ms. One core stays for everything else, and what
 * waits is done within about a second: a flood of logins must not slow the API down.
 */
export const PLACES = { atWork: Math.max(1, availableParallelism() - 1), waiting: 40 }
const semaphore = new Semaphore(PLACES.atWork, PLACES.waiting)

/** What a password is compared with when there is no account: made once, with today's cost. */
let decoy: Promise<string> | undefined

/** Never called inside a tenancy scope: no connection waits for argon2. Throws `Overloaded`. */
export function hashPassword(password: string): Promise<string> {
  return semaphore.run(() => hash.make(password.normalize('NFC')))
}

/**
 * Compares a password with a stored hash, or in the same time with nothing. Never called inside a
 * tenancy scope. Throws `Overloaded`.
 */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  // Made before anything is known about the account: the first login takes longer, whoever's.
  decoy ??= hash.make(randomBytes(32).toString('base64url'))
  const compared = stored ?? (await decoy)
  const matches = await semaphore.run(() => hash.verify(compared, password.normalize('NFC')))
  return matches && stored !== null
}

/** A fresh hash of a password just verified, when the stored one was cheaper than today's. */
export async function rehash(stored: string, password: string): Promise<string | null> {
  return hash.needsReHash(stored) ? hashPassword(password) : null
}
