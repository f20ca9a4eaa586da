import { createHash, randomBytes } from 'node:crypto'

/** How long a link sent by mail can be used (docs/security.md, People). */
export const LINK_MINUTES = 60

/** 256 bits, as they stand in a link. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/**
 * What is kept of a secret. A fast hash without salt: a secret of 256 bits can't be guessed, and
 * has to be found by it.
 */
export function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

/**
 * The key of a mail with a link: a second try has another link, so it is another mail, which a
 * receiver that drops repeated ids must not drop.
 */
export function mailKeyOf(outboxId: string, secret: string): string {
  return `${outboxId}-${hashOf(secret).toString('hex')}`
}
