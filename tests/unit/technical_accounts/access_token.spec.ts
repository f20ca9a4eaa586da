import { randomBytes } from 'node:crypto'
import { test } from '@japa/runner'
import fc from 'fast-check'
import { KeyRing } from '#shared/keys/key_ring'
import {
  SCOPES,
  issueToken,
  readToken,
} from '../../../app/technical_accounts/credential/access_token.js'

const entry = (id: string) => `${id}:${randomBytes(32).toString('base64')}`
const [first, second] = [entry('first'), entry('second')]
const keys = KeyRing.parse('TOKEN_KEYS', first)
const now = new Date('2026-11-22T10:00:00.123Z')
const claims = { accountId: 42, credentialVersion: 3, scope: 'openid' } as const
const after = (milliseconds: number) => new Date(now.getTime() + milliseconds)

test.group('Access token', () => {
  test('says what it was issued for', ({ assert }) => {
    const int32 = fc.integer({ min: 1, max: 2 ** 31 - 1 })
    const any = fc.record({
      accountId: int32,
      credentialVersion: int32,
      scope: fc.constantFrom(...SCOPES),
    })
    fc.assert(
      fc.property(any, (given) => {
        const { token, id, expiresAt } = issueToken(keys, given, now)
        assert.deepEqual(readToken(keys, token, now), { ...given, id, expiresAt })
        assert.match(token, /^hbat_[A-Za-z0-9_-]{90,120}$/)
        assert.lengthOf(id, 22)
      })
    )
  })

  test('lives exactly one hour', ({ assert }) => {
    const { token, expiresAt } = issueToken(keys, claims, now)
    assert.deepEqual(expiresAt, after(3_600_000))
    assert.isNotNull(readToken(keys, token, after(3_599_999)))
    assert.isNull(readToken(keys, token, after(3_600_000)))
  })

  test('two tokens for the same claims differ', ({ assert }) => {
    const [one, other] = [issueToken(keys, claims, now), issueToken(keys, claims, now)]
    assert.notEqual(one.id, other.id)
    assert.notEqual(one.token, other.token)
  })

  test('survives the rotation of keys, until its key is retired', ({ assert }) => {
    const { token } = issueToken(keys, claims, now)
    const rotated = KeyRing.parse('TOKEN_KEYS', `${second},${first}`)
    assert.isNotNull(readToken(rotated, token, now))
    assert.isNull(readToken(KeyRing.parse('TOKEN_KEYS', second), token, now))
  })

  test('another installation with the same key id refuses it', ({ assert }) => {
    const { token } = issueToken(keys, claims, now)
    assert.isNull(readToken(KeyRing.parse('TOKEN_KEYS', entry('first')), token, now))
  })

  test('the longest key id still fits', ({ assert }) => {
    const long = KeyRing.parse('TOKEN_KEYS', entry('x'.repeat(16)))
    assert.isNotNull(readToken(long, issueToken(long, claims, now).token, now))
  })

  test('any single bit or character that changes makes it nothing', ({ assert }) => {
    const { token } = issueToken(keys, claims, now)
    const bytes = Buffer.from(token.slice(5), 'base64url')
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes)
      changed[bit >> 3] ^= 1 << (bit & 7)
      assert.isNull(readToken(keys, `hbat_${changed.toString('base64url')}`, now))
    }
    for (let at = 0; at < token.length; at++) {
      const other = token[at] === 'A' ? 'B' : 'A'
      assert.isNull(readToken(keys, token.slice(0, at) + other + token.slice(at + 1), now))
      assert.isNull(readToken(keys, token.slice(0, at), now))
    }
  })

  test('has one spelling only', ({ assert }) => {
    const { token } = issueToken(keys, claims, now)
    for (const text of [
      `${token}=`,
      `${token} `,
      ` ${token}`,
      token.slice(5),
      `HBAT_${token.slice(5)}`,
    ]) {
      assert.isNull(readToken(keys, text, now))
    }
  })

  test('noise is nothing, without an exception', ({ assert }) => {
    const noise = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.uint8Array({ maxLength: 100 }).map((b) => `hbat_${Buffer.from(b).toString('base64url')}`)
    )
    fc.assert(
      fc.property(noise, (text) => assert.isNull(readToken(keys, text, now))),
      { numRuns: 2000 }
    )
  })
})
