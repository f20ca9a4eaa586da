import { createHmac, randomFillSync, timingSafeEqual } from 'node:crypto'
import { decodeBase64 } from '#shared/base64'
import type { Key, KeyRing } from '#shared/keys/key_ring'

/** Every scope a client may ask for; a token stores the position: append, never reorder. */
export const SCOPES = ['', 'openid', 'openid resource.READ', 'resource.READ'] as const
export type Scope = (typeof SCOPES)[number]

/** Seconds; what the token endpoint announces as `expires_in`. */
export const TOKEN_LIFETIME = 3600

export type TokenClaims = {
  readonly accountId: number
  /** The version of the password it was obtained with: a token dies with its password. */
  readonly credentialVersion: number
  readonly scope: Scope
}

/** `id`: 22 characters, what a revocation keeps until `expiresAt`. */
export type AccessToken = TokenClaims & { readonly id: string; readonly expiresAt: Date }

const PREFIX = 'hbat_'
const FORMAT = 1
const ID_BYTES = 16
const MAC_BYTES = 32
/** Format, account, version, scope, expiry in milliseconds, random id; the key's id follows. */
const FIXED_BYTES = 1 + 4 + 4 + 1 + 6 + ID_BYTES
const LONGEST = 128

/**
 * A bearer token for one hour: opaque to its holder, complete and authenticated for us, so that no
 * row is kept per token (RFC 6750; unlike a JWT there is no algorithm for its holder to choose).
 */
export function issueToken(
  keys: KeyRing,
  claims: TokenClaims,
  now: Date
): { token: string; id: string; expiresAt: Date } {
  const key = keys.current
  const id = randomId()
  const expiresAt = new Date(now.getTime() + TOKEN_LIFETIME * 1000)

  const head = Buffer.alloc(FIXED_BYTES - ID_BYTES)
  head.writeUInt8(FORMAT, 0)
  head.writeUInt32BE(claims.accountId, 1)
  head.writeUInt32BE(claims.credentialVersion, 5)
  head.writeUInt8(SCOPES.indexOf(claims.scope), 9)
  head.writeUIntBE(expiresAt.getTime(), 10, 6)

  const body = Buffer.concat([head, id, Buffer.from(key.id, 'ascii')])
  const token = PREFIX + Buffer.concat([body, authenticate(key, body)]).toString('base64url')
  return { token, id: id.toString('base64url'), expiresAt }
}

/**
 * What a token says, when we made it and it has not expired; null for anything else. The caller
 * still has to look at what tokens cannot know: the account's state, its password's version and
 * life, and revocation.
 */
export function readToken(keys: KeyRing, token: string, now: Date): AccessToken | null {
  if (token.length > LONGEST || !token.startsWith(PREFIX)) return null
  const bytes = decodeBase64(token.slice(PREFIX.length), 'base64url')
  if (!bytes || bytes.length <= FIXED_BYTES + MAC_BYTES) return null

  const body = bytes.subarray(0, -MAC_BYTES)
  const key = keys.find(body.toString('latin1', FIXED_BYTES))
  if (!key || !timingSafeEqual(authenticate(key, body), bytes.subarray(-MAC_BYTES))) return null

  const scope = SCOPES.at(body.readUInt8(9))
  const expiresAt = new Date(body.readUIntBE(10, 6))
  if (body.readUInt8(0) !== FORMAT || scope === undefined || expiresAt <= now) return null

  return {
    accountId: body.readUInt32BE(1),
    credentialVersion: body.readUInt32BE(5),
    scope,
    id: body.toString('base64url', FIXED_BYTES - ID_BYTES, FIXED_BYTES),
    expiresAt,
  }
}

/** Randomness is drawn for many at once: one draw costs as much as the token's digest. */
const pool = Buffer.alloc(256 * ID_BYTES)
let drawn = pool.length

function randomId(): Buffer {
  if (drawn === pool.length) {
    randomFillSync(pool)
    drawn = 0
  }
  const id = Buffer.from(pool.subarray(drawn, drawn + ID_BYTES))
  drawn += ID_BYTES
  return id
}

function authenticate(key: Key, body: Buffer): Buffer {
  return createHmac('sha256', key.secret).update(PREFIX).update(body).digest()
}
