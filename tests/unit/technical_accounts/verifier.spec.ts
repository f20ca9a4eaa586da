import { createHmac, randomBytes } from 'node:crypto'
import { test } from '@japa/runner'
import fc from 'fast-check'
import { KeyRing } from '#shared/keys/key_ring'
import { findMatch, makeVerifier } from '../../../app/technical_accounts/credential/verifier.js'

const [newer, older] = [randomBytes(32), randomBytes(32)]
const entry = (id: string, key: Buffer) => `${id}:${key.toString('base64')}`
const peppers = KeyRing.parse('PEPPERS', `${entry('new', newer)},${entry('old', older)}`)
const before = KeyRing.parse('PEPPERS', entry('old', older))

test.group('Verifier', () => {
  test('is HMAC-SHA-256 of context, account and secret under the current pepper', ({ assert }) => {
    assert.deepEqual(makeVerifier(peppers, 42, 'secret'), {
      pepperId: 'new',
      verifier: createHmac('sha256', newer).update('ta:v1\x0042\x00secret').digest(),
    })
  })

  test('opens to its secret and account only', ({ assert }) => {
    const account = fc.integer({ min: 1, max: 2 ** 31 - 1 })
    fc.assert(
      fc.property(account, account, fc.string(), fc.string(), (id, otherId, secret, other) => {
        const stored = makeVerifier(peppers, id, secret)
        assert.equal(findMatch(peppers, id, secret, [stored]), stored)
        if (other !== secret) assert.isNull(findMatch(peppers, id, other, [stored]))
        if (otherId !== id) assert.isNull(findMatch(peppers, otherId, secret, [stored]))
      })
    )
  })

  test('tells which of several passwords it was', ({ assert }) => {
    const stored = ['a', 'b', 'c'].map((secret, version) => ({
      ...makeVerifier(peppers, 1, secret),
      version,
    }))
    assert.equal(findMatch(peppers, 1, 'b', stored)?.version, 1)
    assert.equal(findMatch(peppers, 1, 'c', stored)?.version, 2)
    assert.isNull(findMatch(peppers, 1, 'd', stored))
  })

  test('survives the rotation of peppers, until the old one is retired', ({ assert }) => {
    const stored = makeVerifier(before, 1, 'secret')
    assert.equal(findMatch(peppers, 1, 'secret', [stored]), stored)

    const retired = KeyRing.parse('PEPPERS', entry('new', newer))
    assert.isNull(findMatch(retired, 1, 'secret', [stored]))
    const current = makeVerifier(retired, 1, 'other')
    assert.equal(findMatch(retired, 1, 'other', [stored, current]), current)
  })

  test('an unknown login costs as many digests as an account with two passwords', ({ assert }) => {
    const digests = (count: number) => {
      let used = 0
      const counting = {
        get current() {
          used++
          return peppers.current
        },
        find() {
          return this.current
        },
      }
      const stored = Array.from({ length: count }, () => makeVerifier(peppers, 1, 'secret'))
      findMatch(counting as unknown as KeyRing, 1, 'secret', stored)
      return used
    }
    assert.deepEqual([0, 1, 2].map(digests), [2, 2, 2])
  })

  test('an unknown login opens to nothing, not even to an empty verifier', ({ assert }) => {
    assert.isNull(findMatch(peppers, 0, 'secret', []))
    for (const verifier of [Buffer.alloc(0), Buffer.alloc(32)]) {
      assert.isNull(findMatch(peppers, 0, 'secret', [{ pepperId: 'new', verifier }]))
      assert.isNull(findMatch(peppers, 0, 'secret', [{ pepperId: 'gone', verifier }]))
    }
  })
})
