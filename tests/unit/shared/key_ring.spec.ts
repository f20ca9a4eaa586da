import { randomBytes } from 'node:crypto'
import { inspect } from 'node:util'
import { test } from '@japa/runner'
import fc from 'fast-check'
import { KeyRing } from '#shared/keys/key_ring'

const key = (bytes = 32) => randomBytes(bytes).toString('base64')

test.group('Key ring', () => {
  test('the first key is the current one and the others are found by id', ({ assert }) => {
    const [a, b] = [key(), key(64)]
    const ring = KeyRing.parse('TOKEN_KEYS', `2026b:${a}, 2026a:${b}`)

    assert.equal(ring.current.id, '2026b')
    assert.equal(ring.current.secret.export().toString('base64'), a)
    assert.equal(ring.find('2026a')?.secret.export().toString('base64'), b)
    assert.isUndefined(ring.find('2025'))
    assert.isUndefined(ring.find('__proto__'))
  })

  test('refuses {fault}, naming the variable and the position')
    .with([
      { fault: 'an empty value', text: () => '', message: /^TOKEN_KEYS: entry 1 .*id:base64/ },
      { fault: 'a key without id', text: key, message: /^TOKEN_KEYS: entry 1 .*id:base64/ },
      {
        fault: 'an empty id',
        text: () => `:${key()}`,
        message: /^TOKEN_KEYS: entry 1 needs an id/,
      },
      {
        fault: 'a bad id',
        text: () => `a b:${key()}`,
        message: /^TOKEN_KEYS: entry 1 needs an id/,
      },
      {
        fault: 'a duplicate id',
        text: () => `a:${key()},a:${key()}`,
        message: /^TOKEN_KEYS: entry 2 has the id of an earlier/,
      },
      {
        fault: 'a short key',
        text: () => `a:${key()},b:${key(31)}`,
        message: /^TOKEN_KEYS: entry 2 is shorter than 32 bytes/,
      },
      {
        fault: 'base64 without padding',
        text: () => `a:${key().replace('=', '')}`,
        message: /^TOKEN_KEYS: entry 1 is not valid base64/,
      },
      { fault: 'a trailing comma', text: () => `a:${key()},`, message: /^TOKEN_KEYS: entry 2 / },
    ])
    .run(({ assert }, { text, message }) => {
      assert.throws(() => KeyRing.parse('TOKEN_KEYS', text()), message)
    })

  test('no message holds what was read, even when a bare secret stands where an id should', ({
    assert,
  }) => {
    fc.assert(
      fc.property(fc.base64String({ minLength: 24 }), fc.base64String(), (secret, rest) => {
        try {
          KeyRing.parse('TOKEN_KEYS', `${secret}:${rest}`)
        } catch (error) {
          assert.notInclude(inspect(error), secret)
        }
      })
    )
  })

  test('can not be printed', ({ assert }) => {
    const secret = key()
    const ring = KeyRing.parse('TOKEN_KEYS', `a:${secret}`)
    const hex = Buffer.from(secret, 'base64').toString('hex').slice(0, 8)

    for (const holder of [ring, ring.current, { nested: [ring, ring.find('a')] }]) {
      const shown =
        inspect(holder, { depth: null, showHidden: true }) + JSON.stringify(holder) + String(holder)
      assert.notInclude(shown, secret)
      assert.notInclude(shown.replaceAll(' ', ''), hex)
    }
    assert.equal(`${ring}`, 'KeyRing(TOKEN_KEYS)')
  })
})
