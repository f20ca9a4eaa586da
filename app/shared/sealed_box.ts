import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { decodeBase64 } from './base64.js'

/**
 * What a sealed value is for and belongs to (session, account, version…). It is not stored: it must
 * be given again, the same, to open. The order of the context's members does not matter.
 */
export type SealBinding = {
  readonly purpose: string
  readonly context: Readonly<Record<string, string | number>>
}

const FORMAT = 1
const HEAD_BYTES = 1 + 6
const IV_BYTES = 12
const TAG_BYTES = 16

/**
 * Keeps a secret out of our hands for a short while: AES-256-GCM (NIST SP 800-38D) under a key
 * derived per purpose by HKDF (RFC 5869), bound to its context and to the instant it expires.
 * Format, expiry in milliseconds, nonce, ciphertext, tag; text form in base64url.
 */
export class SealedBox {
  readonly #appKey: string
  readonly #keys = new Map<string, Buffer>()

  constructor(appKey: string) {
    this.#appKey = appKey
  }

  sealText(text: string, binding: SealBinding, expiresAt: Date): string {
    return this.sealBytes(Buffer.from(text, 'utf8'), binding, expiresAt).toString('base64url')
  }

  /** The text, or null when anything is wrong: another key, purpose, context, a change, too late. */
  openText(sealed: string, binding: SealBinding, now: Date): string | null {
    const bytes = decodeBase64(sealed, 'base64url')
    return (bytes && this.openBytes(bytes, binding, now)?.toString('utf8')) ?? null
  }

  sealBytes(bytes: Uint8Array, binding: SealBinding, expiresAt: Date): Buffer {
    const head = Buffer.alloc(HEAD_BYTES)
    head.writeUInt8(FORMAT, 0)
    head.writeUIntBE(expiresAt.getTime(), 1, 6)

    const iv = randomBytes(IV_BYTES)
    const cipher = createCipheriv('aes-256-gcm', this.#key(binding.purpose), iv)
    cipher.setAAD(additionalData(head, binding))
    return Buffer.concat([head, iv, cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
  }

  /** The bytes, or null when anything is wrong: another key, purpose, context, a change, too late. */
  openBytes(sealed: Buffer, binding: SealBinding, now: Date): Buffer | null {
    if (sealed.length < HEAD_BYTES + IV_BYTES + TAG_BYTES) return null
    const head = sealed.subarray(0, HEAD_BYTES)
    if (head.readUInt8(0) !== FORMAT || head.readUIntBE(1, 6) <= now.getTime()) return null

    const iv = sealed.subarray(HEAD_BYTES, HEAD_BYTES + IV_BYTES)
    const decipher = createDecipheriv('aes-256-gcm', this.#key(binding.purpose), iv, {
      authTagLength: TAG_BYTES,
    })
    decipher.setAAD(additionalData(head, binding))
    decipher.setAuthTag(sealed.subarray(-TAG_BYTES))
    const opened = decipher.update(sealed.subarray(HEAD_BYTES + IV_BYTES, -TAG_BYTES))
    try {
      return Buffer.concat([opened, decipher.final()])
    } catch {
      return null
    }
  }

  #key(purpose: string): Buffer {
    let key = this.#keys.get(purpose)
    if (!key) {
      key = Buffer.from(hkdfSync('sha256', this.#appKey, '', `habilis sealed box\0${purpose}`, 32))
      this.#keys.set(purpose, key)
    }
    return key
  }
}

function additionalData(head: Buffer, { purpose, context }: SealBinding): Buffer {
  const members = Object.keys(context)
    .sort()
    .map((name) => [name, context[name]])
  return Buffer.concat([head, Buffer.from(JSON.stringify([purpose, members]), 'utf8')])
}
