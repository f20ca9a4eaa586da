import { randomInt } from 'node:crypto'
import { crc32 } from 'node:zlib'

/** Letters and digits that nobody takes for another: no 0 O 1 I l. 57 symbols. */
export const PASSWORD_ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'

const PREFIX = 'hbt_'
const SECRET_LENGTH = 32
const CHECKSUM_LENGTH = 6

/** What secret scanners look for: prefix, 32 random symbols, 6 symbols of checksum. */
export const PASSWORD_SHAPE = new RegExp(
  `^${PREFIX}[${PASSWORD_ALPHABET}]{${SECRET_LENGTH + CHECKSUM_LENGTH}}$`
)

/**
 * A new password of 186 bits (32 × log2 57). ASCII without `:`, so that it passes unchanged through
 * `login:password` headers, forms and shells.
 */
export function generatePassword(): string {
  const secret = Array.from(
    { length: SECRET_LENGTH },
    () => PASSWORD_ALPHABET[randomInt(PASSWORD_ALPHABET.length)]
  ).join('')
  return PREFIX + secret + checksum(secret)
}

/**
 * Whether this may be a password of ours. Tells a typing error from a wrong secret without asking
 * the database: CRC-32 detects every change within four neighbouring characters. The checksum is
 * no secret, it proves nothing.
 */
export function isWellFormed(password: string): boolean {
  if (!PASSWORD_SHAPE.test(password)) return false
  const end = PREFIX.length + SECRET_LENGTH
  return checksum(password.slice(PREFIX.length, end)) === password.slice(end)
}

function checksum(secret: string): string {
  let rest = crc32(secret)
  let symbols = ''
  for (let i = 0; i < CHECKSUM_LENGTH; i++) {
    symbols = PASSWORD_ALPHABET[rest % PASSWORD_ALPHABET.length] + symbols
    rest = Math.floor(rest / PASSWORD_ALPHABET.length)
  }
  return symbols
}
