import { createHash, randomBytes } from 'node:crypto'
import db from '@adonisjs/lucid/services/db'
import { attempt, tenancy, violates } from '#shared/tenancy/main'

/** What a form carries so that sending it twice does its work once. */
export function newNonce(): string {
  return randomBytes(16).toString('base64url')
}

/**
 * Spends a form's nonce in the running transaction: false when it was spent before. A second
 * request with the same one waits for the first, and gets its turn if the first failed. Bound to
 * whoever acts: nobody can spend another person's.
 */
export async function spendNonce(nonce: string): Promise<boolean> {
  const { kind, id } = tenancy.current().actor
  const hash = createHash('sha256').update(`${kind}\0${id}\0${nonce}`).digest()
  try {
    await attempt(() => db.table('used_nonces').insert({ nonce_hash: hash }))
    return true
  } catch (error) {
    if (violates(error, 'used_nonces_pkey')) return false
    throw error
  }
}
