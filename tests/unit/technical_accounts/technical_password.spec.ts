import { test } from '@japa/runner'
import fc from 'fast-check'
import {
  PASSWORD_ALPHABET,
  generatePassword,
  isWellFormed,
} from '../../../app/technical_accounts/credential/technical_password.js'

const password = fc.noShrink(fc.constant(null).map(() => generatePassword()))

test.group('Technical password', () => {
  test('the alphabet has 57 symbols that nobody takes for another', ({ assert }) => {
    assert.equal(new Set(PASSWORD_ALPHABET).size, 57)
    assert.match(PASSWORD_ALPHABET, /^[A-Za-z0-9]+$/)
    assert.notMatch(PASSWORD_ALPHABET, /[0O1Il]/)
  })

  test('is hbt_ and 38 symbols, and passes unchanged through headers and forms', ({ assert }) => {
    fc.assert(
      fc.property(password, (generated) => {
        assert.match(generated, /^hbt_[2-9A-HJ-NP-Za-km-z]{38}$/)
        assert.isTrue(isWellFormed(generated))
        assert.equal(encodeURIComponent(generated), generated)
      })
    )
  })

  test('every symbol comes as often as another, and no password twice', ({ assert }) => {
    const generated = Array.from({ length: 2000 }, generatePassword)
    assert.equal(new Set(generated).size, generated.length)

    const counts = new Map<string, number>()
    for (const symbol of generated.map((one) => one.slice(4, 36)).join('')) {
      counts.set(symbol, (counts.get(symbol) ?? 0) + 1)
    }
    // 1123 expected, standard deviation 33: seven of them leave one false alarm in 10^10 runs.
    for (const symbol of PASSWORD_ALPHABET) {
      assert.closeTo(counts.get(symbol) ?? 0, (2000 * 32) / 57, 7 * 33, symbol)
    }
  })

  test('any wrong character is detected, wherever it is', ({ assert }) => {
    const generated = generatePassword()
    for (let at = 0; at < generated.length; at++) {
      for (let code = 0x20; code < 0x7f; code++) {
        const typed = generated.slice(0, at) + String.fromCharCode(code) + generated.slice(at + 1)
        assert.equal(isWellFormed(typed), typed === generated, typed)
      }
    }
  })

  test('characters put in the wrong order, forgotten or typed twice are detected', ({ assert }) => {
    fc.assert(
      fc.property(password, fc.integer({ min: 4, max: 40 }), (generated, at) => {
        const [before, a, b, after] = [
          generated.slice(0, at),
          generated[at],
          generated[at + 1],
          generated.slice(at + 2),
        ]
        if (a !== b) assert.isFalse(isWellFormed(before + b + a + after))
        assert.isFalse(isWellFormed(before + a + after))
        assert.isFalse(isWellFormed(before + a + a + b + after))
      })
    )
  })

  test('what surrounds a password is not part of it', ({ assert }) => {
    const generated = generatePassword()
    for (const typed of [` ${generated}`, `${generated} `, `${generated}\n`, '', 'hbt_']) {
      assert.isFalse(isWellFormed(typed))
    }
  })

  test('the checksum never changes: passwords in use stay well formed', ({ assert }) => {
    assert.isTrue(isWellFormed('hbt_23456789ABCDEFGHJKLMNPQRSTUVWXYZ3sRDCy'))
  })
})
