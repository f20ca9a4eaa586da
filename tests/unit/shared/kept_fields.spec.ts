import { test } from '@japa/runner'
import { keptFields, withoutIssuedSecrets } from '#shared/http/kept_fields'
import { generatePassword } from '../../../app/technical_accounts/credential/technical_password.js'

test.group('What is kept of a form', () => {
  test('is what was typed, but secrets by their field or by their look', ({ assert }) => {
    const password = generatePassword()
    const kept = { label: 'ERP', chosen: ['a', 'b'], empty: null }
    const typed = {
      ...kept,
      _csrf: 'x',
      password: 'x',
      password_confirmation: 'x',
      current_password: 'x',
      nonce: 'x',
      pasted: password,
      around: `my ${password.slice(0, 20)} is`,
      twice: ['a', password],
      token: 'hbat_AAAA',
      [password]: 'x',
    }
    assert.deepEqual(keptFields(typed), kept)
  })

  test('and a sentence does not quote them', ({ assert }) => {
    assert.equal(
      withoutIssuedSecrets(`« ${generatePassword()} » n’est pas une adresse`),
      '« … » n’est pas une adresse'
    )
    assert.equal(withoutIssuedSecrets('Rien de tel'), 'Rien de tel')
  })
})
