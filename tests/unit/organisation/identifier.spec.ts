import { test } from '@japa/runner'
import fc from 'fast-check'
import {
  formatIdentifier,
  IDENTIFIER_TYPES,
  normalizeIdentifier,
} from '../../../app/organisation/identifier.js'

const aType = fc.constantFrom(...IDENTIFIER_TYPES)
const aSiret = fc.stringMatching(/^\d{14}$/)

test.group('Identifiers', () => {
  test('a SIRET is shown in groups that never break, and read back', ({ assert }) => {
    assert.equal(formatIdentifier('SIRET', '64205873900839'), '642\u202F058\u202F739\u202F00839')
    fc.assert(
      fc.property(aSiret, (siret) => {
        assert.equal(normalizeIdentifier('SIRET', formatIdentifier('SIRET', siret)), siret)
      })
    )
  })

  test('{typed} is read as {identifier}')
    .with([
      { type: 'SIRET', typed: ' 642 058.739-00839 ', identifier: '64205873900839' },
      { type: 'UE_HORS_FRANCE', typed: 'be 0403.101.811', identifier: 'BE0403101811' },
      { type: 'HORS_UE', typed: 'ch Exemple  SA', identifier: 'CHEXEMPLE SA' },
      { type: 'AUTRE', typed: ' Demo  1 ', identifier: 'Demo 1' },
    ] as const)
    .run(({ assert }, { type, typed, identifier }) => {
      assert.equal(normalizeIdentifier(type, typed), identifier)
    })

  test('reading an identifier again changes nothing', ({ assert }) => {
    fc.assert(
      fc.property(aType, fc.string({ unit: 'grapheme' }), (type, typed) => {
        const once = normalizeIdentifier(type, typed)
        assert.equal(normalizeIdentifier(type, once), once)
      })
    )
  })

  test('other identifiers are shown as they are', ({ assert }) => {
    fc.assert(
      fc.property(
        aType.filter((type) => type !== 'SIRET'),
        fc.string(),
        (type, identifier) => assert.equal(formatIdentifier(type, identifier), identifier)
      )
    )
  })
})
