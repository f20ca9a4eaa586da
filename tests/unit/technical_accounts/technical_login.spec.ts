import { test } from '@japa/runner'
import fc from 'fast-check'
import {
  firstFreeLogin,
  foldIdentifier,
  technicalLogin,
} from '../../../app/technical_accounts/technical_login.js'

test.group('Technical login', () => {
  test('the first account of a SIRET is the one of the source guide', ({ assert }) => {
    assert.equal(
      technicalLogin(0, '64205873900839', 'cpp2017.fr'),
      'TECH_064205873900839@cpp2017.fr'
    )
    assert.equal(technicalLogin(11, 'CHGénérale', 'habilis.test'), 'TECH_11CHGENERALE@habilis.test')
  })

  test('folds {0} to {1}')
    .with([
      ['642 058 739', '642058739'],
      ['CHSociété Générale & Cie', 'CHSOCIETEGENERALECIE'],
      ['straße', 'STRASSE'],
      ['IE1+23456A', 'IE123456A'],
      ['東京', ''],
    ])
    .run(({ assert }, [identifier, folded]) => assert.equal(foldIdentifier(identifier), folded))

  test('takes the first number that was never given', ({ assert }) => {
    const login = (n: number) => technicalLogin(n, '123', 'd')
    assert.equal(firstFreeLogin('123', 'd', new Set()), login(0))
    assert.equal(firstFreeLogin('123', 'd', new Set([login(0), login(1), login(3)])), login(2))
  })

  test('is ASCII without a colon, and never given twice across organisations', ({ assert }) => {
    const identifiers = fc.array(fc.string({ unit: fc.constantFrom('0', '1', 'é', 'x', '-') }))
    fc.assert(
      fc.property(identifiers, (all) => {
        const taken = new Set<string>()
        for (const identifier of all) {
          const login = firstFreeLogin(identifier, 'habilis.test', taken)
          assert.match(login, /^TECH_\d[A-Z0-9]*@habilis\.test$/)
          assert.isFalse(taken.has(login))
          taken.add(login)
        }
      })
    )
  })
})
