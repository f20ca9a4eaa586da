import { test } from '@japa/runner'
import fc from 'fast-check'
import {
  parseBasicAuthorization,
  parseCredentials,
} from '../../../app/technical_accounts/credential/basic_credentials.js'
import { generatePassword } from '../../../app/technical_accounts/credential/technical_password.js'
import { err, ok } from '#shared/result'

const base64 = (text: string | Buffer) => Buffer.from(text).toString('base64')
const printable = fc
  .string({ unit: 'binary', maxLength: 60 })
  .filter((text) => !/\p{Cc}/u.test(text))
const loginText = printable.filter((text) => text !== '' && !text.includes(':'))

test.group('Credentials in a header', () => {
  test('gives back any login and password', ({ assert }) => {
    fc.assert(
      fc.property(loginText, printable, (login, password) => {
        const header = base64(`${login}:${password}`)
        fc.pre(header.length <= 1024)
        assert.deepEqual(parseCredentials(header), ok({ login, password }))
      })
    )
  })

  test('splits at the first colon', ({ assert }) => {
    assert.deepEqual(parseCredentials(base64('a:b:c')), ok({ login: 'a', password: 'b:c' }))
    assert.deepEqual(parseCredentials(base64('a:')), ok({ login: 'a', password: '' }))
  })

  test('keeps a byte order mark, as any other character', ({ assert }) => {
    const login = '\uFEFFa'
    assert.deepEqual(parseCredentials(base64(`${login}:b`)), ok({ login, password: 'b' }))
  })

  test('refuses {what}')
    .with([
      { what: 'no header', header: undefined, fault: 'missing' },
      { what: 'an empty header', header: '', fault: 'no_colon' },
      { what: 'two headers', header: [base64('a:b'), base64('a:b')], fault: 'repeated' },
      { what: 'one header in a list', header: [base64('a:b')], fault: 'repeated' },
      { what: 'joined headers', header: `${base64('a:b')}, ${base64('a:b')}`, fault: 'repeated' },
      { what: 'more than 1 KiB', header: base64(`a:${'b'.repeat(767)}`), fault: 'too_long' },
      { what: 'a missing padding', header: 'YTpi Yg', fault: 'not_base64' },
      { what: 'spaces around', header: ` ${base64('a:b')}`, fault: 'not_base64' },
      { what: 'bits left over', header: 'YTpiYh==', fault: 'not_base64' },
      { what: 'base64url', header: 'w786Yj_-', fault: 'not_base64' },
      { what: 'a Basic scheme', header: `Basic ${base64('a:b')}`, fault: 'not_base64' },
      { what: 'Latin-1', header: base64(Buffer.from('é:b', 'latin1')), fault: 'not_utf8' },
      {
        what: 'overlong UTF-8',
        header: base64(Buffer.from([0xc1, 0xa1, 0x3a])),
        fault: 'not_utf8',
      },
      { what: 'no colon', header: base64('ab'), fault: 'no_colon' },
      { what: 'no login', header: base64(':b'), fault: 'empty_login' },
      { what: 'a NUL', header: base64('a\0:b'), fault: 'control_character' },
      { what: 'a line feed', header: base64('a:b\n'), fault: 'control_character' },
    ] as const)
    .run(({ assert }, { header, fault }) => {
      assert.deepEqual(parseCredentials(header), err(fault))
    })

  test('takes 1 KiB exactly', ({ assert }) => {
    const header = base64(`a:${'b'.repeat(766)}`)
    assert.lengthOf(header, 1024)
    assert.isTrue(parseCredentials(header).ok)
  })

  test('noise is refused or has one spelling, without an exception', ({ assert }) => {
    const noise = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.uint8Array().map((bytes) => base64(Buffer.from(bytes))),
      fc.array(fc.string())
    )
    fc.assert(
      fc.property(noise, (header) => {
        parseBasicAuthorization(header)
        const result = parseCredentials(header)
        if (result.ok) {
          assert.equal(base64(`${result.value.login}:${result.value.password}`), header)
        }
      }),
      { numRuns: 2000 }
    )
  })
})

test.group('HTTP Basic of an OAuth client', () => {
  const form = (text: string) => new URLSearchParams({ '': text }).toString().slice(1)

  test('gives back any login and password that a form encoded', ({ assert }) => {
    fc.assert(
      fc.property(
        loginText,
        printable,
        fc.constantFrom('Basic', 'basic', 'BASIC '),
        (l, p, scheme) => {
          const header = `${scheme} ${base64(`${form(l)}:${form(p)}`)}`
          fc.pre(header.length <= 1024)
          assert.deepEqual(parseBasicAuthorization(header), ok({ login: l, password: p }))
        }
      )
    )
  })

  test('understands a client that forgot to encode', ({ assert }) => {
    const login = 'TECH_064205873900839@habilis.test'
    const password = generatePassword()
    for (const text of [`${login}:${password}`, `${form(login)}:${password}`]) {
      const parsed = parseBasicAuthorization(`Basic ${base64(text)}`)
      assert.deepEqual(parsed, ok({ login, password }))
    }
  })

  test('refuses {what}')
    .with([
      { what: 'no header', header: undefined, fault: 'missing' },
      { what: 'another scheme', header: 'Bearer hbat_abc', fault: 'other_scheme' },
      { what: 'a scheme alone', header: 'Basic', fault: 'other_scheme' },
      { what: 'nothing after the scheme', header: 'Basic ', fault: 'no_colon' },
      { what: 'two', header: `Basic ${base64('a:b')}, Basic ${base64('a:b')}`, fault: 'repeated' },
      { what: 'a broken escape', header: `Basic ${base64('a%:b')}`, fault: 'not_form_encoded' },
      {
        what: 'a NUL in an escape',
        header: `Basic ${base64('a%00:b')}`,
        fault: 'control_character',
      },
    ] as const)
    .run(({ assert }, { header, fault }) => {
      assert.deepEqual(parseBasicAuthorization(header), err(fault))
    })
})
