import { test } from '@japa/runner'
import fc from 'fast-check'
import {
  IDENTIFIER_TYPES,
  formatIdentifier,
  isValidSiret,
  nameDerivedIdentifier,
  normalizeIdentifier,
  parseIdentifier,
} from '../../../app/organisation/identifier.js'
import { err, ok } from '#shared/result'

const digits = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length })

test.group('SIRET', () => {
  test('accepts {$self}')
    .with(['64205873900839', '57210489100013', '35600000000048'])
    .run(({ assert }, siret) => assert.isTrue(isValidSiret(siret)))

  test('accepts La Poste by the sum of its digits, and nobody else', ({ assert }) => {
    assert.isTrue(isValidSiret('35600000049837'), 'sum 45, not Luhn')
    assert.isFalse(isValidSiret('35600000049838'))
    assert.isFalse(isValidSiret('64205873900812'), 'sum 55, not La Poste')
  })

  test('refuses {$self}')
    .with([
      '',
      '6420587390083',
      '642058739008390',
      '6420587390083A',
      '６４２０５８７３９００８３９',
    ])
    .run(({ assert }, siret) => assert.isFalse(isValidSiret(siret)))

  test('each 13 digits have exactly one last digit, and any wrong digit is detected', ({
    assert,
  }) => {
    const start = digits(13).filter((text) => !text.startsWith('356000000'))
    fc.assert(
      fc.property(start, fc.nat(12), fc.integer({ min: 1, max: 9 }), (first13, at, shift) => {
        const valid = [...'0123456789'].map((d) => first13 + d).filter(isValidSiret)
        assert.lengthOf(valid, 1)
        const wrong = [...valid[0]]
        wrong[at] = String((Number(wrong[at]) + shift) % 10)
        if (!wrong.join('').startsWith('356000000')) assert.isFalse(isValidSiret(wrong.join('')))
      })
    )
  })

  test('is read with the separators people write, and test data by an explicit option', ({
    assert,
  }) => {
    assert.deepEqual(parseIdentifier('SIRET', ' 642 058 739 00839\u00A0'), ok('64205873900839'))
    assert.deepEqual(parseIdentifier('SIRET', '64205873900838'), err('bad_check_digit'))
    const options = { acceptAnySiret: true }
    assert.deepEqual(parseIdentifier('SIRET', '64205873900838', options), ok('64205873900838'))
    assert.deepEqual(parseIdentifier('SIRET', '6420587390083', options), err('bad_format'))
  })

  test('is shown in groups that never break, and read back', ({ assert }) => {
    const shown = formatIdentifier('SIRET', '64205873900839')
    assert.equal(shown, '642\u202F058\u202F739\u202F00839')
    assert.equal(normalizeIdentifier('SIRET', shown), '64205873900839')
    assert.equal(formatIdentifier('TAHITI', 'A12345'), 'A12345')
    assert.equal(formatIdentifier('SIRET', 'unknown'), 'unknown')
  })
})

test.group('Identifiers', () => {
  test('{type}: {typed} is read as {identifier}')
    .with([
      { type: 'UE_HORS_FRANCE', typed: 'be 0123.456.789', identifier: 'BE0123456789' },
      { type: 'UE_HORS_FRANCE', typed: 'ATU12345678', identifier: 'ATU12345678' },
      { type: 'UE_HORS_FRANCE', typed: 'EL123456789', identifier: 'EL123456789' },
      { type: 'UE_HORS_FRANCE', typed: 'ESX1234567X', identifier: 'ESX1234567X' },
      { type: 'UE_HORS_FRANCE', typed: 'IE1234567FA', identifier: 'IE1234567FA' },
      { type: 'UE_HORS_FRANCE', typed: 'NL123456789B01', identifier: 'NL123456789B01' },
      { type: 'HORS_UE', typed: 'ch  Générale de  Ge', identifier: 'CHGÉNÉRALE DE GE' },
      { type: 'HORS_UE', typed: 'FRWFmairie de mata', identifier: 'FRWFMAIRIE DE MATA' },
      { type: 'RIDET', typed: '0 123 456.001', identifier: '0123456001' },
      { type: 'RIDET', typed: '123456', identifier: '123456' },
      { type: 'TAHITI', typed: 'a12345', identifier: 'A12345' },
      { type: 'TAHITI', typed: '123456-001', identifier: '123456001' },
      {
        type: 'AUTRE',
        typed: '  En cours  d’immatriculation ',
        identifier: 'En cours d’immatriculation',
      },
      { type: 'PARTICULIER', typed: 'P-000 12', identifier: 'P-000 12' },
    ] as const)
    .run(({ assert }, { type, typed, identifier }) => {
      assert.deepEqual(parseIdentifier(type, typed), ok(identifier))
    })

  test('{type}: {typed} is refused, {fault}')
    .with([
      { type: 'SIRET', typed: '  ', fault: 'empty' },
      { type: 'UE_HORS_FRANCE', typed: 'FR12345678901', fault: 'bad_format' },
      { type: 'UE_HORS_FRANCE', typed: 'GB123456789', fault: 'bad_format' },
      { type: 'UE_HORS_FRANCE', typed: 'GR123456789', fault: 'bad_format' },
      { type: 'UE_HORS_FRANCE', typed: 'DE12345678', fault: 'bad_format' },
      { type: 'UE_HORS_FRANCE', typed: 'constructor', fault: 'bad_format' },
      { type: 'HORS_UE', typed: 'DEMUSTER', fault: 'bad_format' },
      { type: 'HORS_UE', typed: 'FRMAIRIE', fault: 'bad_format' },
      { type: 'HORS_UE', typed: 'FRWF', fault: 'bad_format' },
      { type: 'HORS_UE', typed: 'WFMAIRIE', fault: 'bad_format' },
      { type: 'HORS_UE', typed: 'ZZMUSTER', fault: 'bad_format' },
      { type: 'HORS_UE', typed: 'CH', fault: 'bad_format' },
      { type: 'HORS_UE', typed: 'CH12345678901234567', fault: 'bad_format' },
      { type: 'RIDET', typed: '12345', fault: 'bad_format' },
      { type: 'TAHITI', typed: 'AB1234', fault: 'bad_format' },
      { type: 'AUTRE', typed: 'x'.repeat(81), fault: 'too_long' },
      { type: 'AUTRE', typed: 'a\u0000b', fault: 'control_character' },
      { type: 'PARTICULIER', typed: '1 84 12 76 451 089 46', fault: 'social_security_number' },
      { type: 'PARTICULIER', typed: '1841276451089', fault: 'social_security_number' },
      { type: 'PARTICULIER', typed: '2 69 05 2A 588 157 17', fault: 'social_security_number' },
    ] as const)
    .run(({ assert }, { type, typed, fault }) => {
      assert.deepEqual(parseIdentifier(type, typed), err(fault))
    })

  test('a number that only resembles a social security number is accepted', ({ assert }) => {
    assert.deepEqual(parseIdentifier('PARTICULIER', '184127645108947'), ok('184127645108947'))
  })

  test('what is derived from a name is an identifier, in 18 characters at most', ({ assert }) => {
    assert.equal(nameDerivedIdentifier('CH', 'Société Générale de Genève'), 'CHSOCIÉTÉ GÉNÉRALE')
    assert.equal(nameDerivedIdentifier('WF', 'Circonscription d’Uvéa'), 'FRWFCIRCONSCRIPTIO')
    fc.assert(
      fc.property(
        fc.constantFrom('CH', 'GB', 'US', 'WF', 'NC'),
        fc.string({ unit: fc.constantFrom('a', 'é', 'ß', ' ', '-', '&', '東'), minLength: 1 }),
        (country, name) => {
          if (name.trim() === '') return
          const identifier = nameDerivedIdentifier(country, name)
          assert.isAtMost(identifier.length, 18)
          assert.deepEqual(parseIdentifier('HORS_UE', identifier), ok(identifier))
        }
      )
    )
  })

  test('an accepted identifier is its own normal form, fits, and nothing throws', ({ assert }) => {
    const typed = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 100 }),
      fc.string({ unit: fc.constantFrom(...'0123456789 .-ABEFRUWé') }),
      digits(14)
    )
    fc.assert(
      fc.property(fc.constantFrom(...IDENTIFIER_TYPES), typed, (type, text) => {
        const result = parseIdentifier(type, text)
        if (!result.ok) return
        assert.deepEqual(parseIdentifier(type, result.value), result)
        assert.isTrue(result.value !== '' && [...result.value].length <= 80)
      }),
      { numRuns: 2000 }
    )
  })
})
