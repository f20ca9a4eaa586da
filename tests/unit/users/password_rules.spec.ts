import { test } from '@japa/runner'
import { judgePassword } from '../../../app/users/passwords/password_rules.js'

const MARIE = ['Marie', 'Durand', 'marie.durand@mairie-exemple.fr', 'Habilis']

test.group('The rules for a new password (docs/security.md, People: password)', () => {
  test('14 characters are too few, 15 enough', async ({ assert }) => {
    assert.equal(await judgePassword('brume vif 41 zé', []), null)
    assert.equal(await judgePassword('brume vif 41 z', []), 'too_short')
  })

  test('characters are counted, not bytes or UTF-16 units', async ({ assert }) => {
    assert.equal(await judgePassword('🦊🐢🍋🧲🪁🎈🧭', []), 'too_short')
    assert.equal(await judgePassword('é'.normalize('NFD').repeat(14), []), 'too_short')
  })

  test('256 characters are accepted, 257 are not', async ({ assert }) => {
    const long = 'quatre chevaux gris mangent 7 pommes vertes '.repeat(6)
    assert.equal(await judgePassword(long.slice(0, 256), []), null)
    assert.equal(await judgePassword(long.slice(0, 257), []), 'too_long')
  })

  test('what everybody chooses is refused: {$self}')
    .with([
      'motdepasse12345',
      'azertyuiopqsdfgh',
      'aaaaaaaaaaaaaaaa',
      'passwordpassword1',
      '123456789012345',
      'iloveyou iloveyou',
    ])
    .run(async ({ assert }, password) => {
      assert.equal(await judgePassword(password, []), 'common')
    })

  test('what is made of the person’s own words is refused: {$self}')
    .with([
      'Durand-Marie-1984!',
      'MARIE.DURAND@mairie-exemple.fr',
      'mariedurandmariedurand',
      'Màrie Durànd 2026 !',
      'Habilis2026Habilis2026',
    ])
    .run(async ({ assert }, password) => {
      assert.equal(await judgePassword(password, MARIE), 'personal')
    })

  test('a sentence may contain one of them', async ({ assert }) => {
    assert.equal(await judgePassword('Marie aime le café noir', MARIE), null)
  })

  test('no composition is asked for', async ({ assert }) => {
    assert.equal(await judgePassword('le chat gris dort sur le toit', MARIE), null)
  })

  test('the beginning of a long one decides: judging more would take ever longer', async ({
    assert,
  }) => {
    const strong = 'quatre chevaux gris, un banc vert et onze parapluies sous la neige'.slice(0, 64)
    assert.isNull(await judgePassword(strong + 'a'.repeat(192), []))
    assert.equal(await judgePassword('a'.repeat(64) + strong, []), 'common')
  })
})
