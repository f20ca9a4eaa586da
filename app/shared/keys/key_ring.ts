import { createSecretKey, type KeyObject } from 'node:crypto'
import { inspect } from 'node:util'
import { decodeBase64 } from '../base64.js'

/** A `KeyObject` rather than bytes: neither `JSON.stringify` nor `inspect` can show what it holds. */
export type Key = { readonly id: string; readonly secret: KeyObject }

const KEY_ID = /^[A-Za-z0-9_-]{1,16}$/
const MINIMUM_BYTES = 32

/**
 * Named secret keys read from one environment variable, `kid:base64,kid2:base64`. The first one
 * makes new values, the others still check old ones: that is how a key is rotated.
 */
export class KeyRing {
  readonly #variable: string
  readonly #keys: ReadonlyMap<string, Key>
  readonly current: Key

  private constructor(variable: string, keys: readonly [Key, ...Key[]]) {
    this.#variable = variable
    this.#keys = new Map(keys.map((key) => [key.id, key]))
    this.current = keys[0]
  }

  /**
   * @param variable the variable's name, for the messages
   * @throws InvalidKeyRing; its message names the variable and the entry's position, never what the
   *   entry holds: an entry that lost its `kid:` is a bare secret
   */
  static parse(variable: string, text: string): KeyRing {
    const ids = new Set<string>()
    const [first, ...others] = text.split(',').map((entry, index) => {
      const refuse = (fault: string) => new InvalidKeyRing(variable, index + 1, fault)
      const colon = entry.indexOf(':')
      if (colon === -1) throw refuse('is not of the form "id:base64"')

      const id = entry.slice(0, colon).trim()
      if (!KEY_ID.test(id)) throw refuse('needs an id of 1 to 16 letters, digits, "-" or "_"')
      if (ids.has(id)) throw refuse('has the id of an earlier entry')
      ids.add(id)

      const bytes = decodeBase64(entry.slice(colon + 1).trim(), 'base64')
      if (!bytes) throw refuse('is not valid base64 (with its padding)')
      if (bytes.length < MINIMUM_BYTES) throw refuse(`is shorter than ${MINIMUM_BYTES} bytes`)
      return { id, secret: createSecretKey(bytes) }
    })
    return new KeyRing(variable, [first, ...others])
  }

  find(id: string): Key | undefined {
    return this.#keys.get(id)
  }

  toString() {
    return `KeyRing(${this.#variable})`
  }

  toJSON() {
    return this.toString()
  }

  [inspect.custom]() {
    return this.toString()
  }
}

export class InvalidKeyRing extends Error {
  constructor(variable: string, position: number, fault: string) {
    super(`${variable}: entry ${position} ${fault}`)
    this.name = 'InvalidKeyRing'
  }
}
