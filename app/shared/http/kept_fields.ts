/** Fields that are never written back into a page, a session or a flash message. */
const NOT_KEPT = /^_|password|secret|nonce/i

/** How a technical password and an access token begin: people paste them into any field. */
const ISSUED = /hba?t_/
const ISSUED_WORDS = /\S*hba?t_\S*/g

/** Whether a text holds a technical password or an access token, whole or in part. */
export const holdsIssuedSecret = (text: string) => ISSUED.test(text)

/** A sentence about what was typed, without the secret that it quotes. */
export const withoutIssuedSecrets = (sentence: string) => sentence.replace(ISSUED_WORDS, '…')

/** What was typed into a form, without what must not be kept: by the field's name, and by its value. */
export function keptFields(typed: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(typed).filter(
      ([name, value]) => !NOT_KEPT.test(name) && !holdsIssuedSecret(JSON.stringify([name, value]))
    )
  )
}
