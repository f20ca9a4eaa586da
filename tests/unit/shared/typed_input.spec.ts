import { test } from '@japa/runner'
import { withoutIssuedSecrets } from '#shared/http/issued_secrets'
import { typedInput } from '#shared/http/typed_input'
import { generatePassword } from '../../../app/technical_accounts/credential/technical_password.js'

test.group('What is kept of a form', () => {
  test('is what was typed, but secrets by their field or look, and what would speak in our name', ({
    assert,
  }) => {
    const password = generatePassword()
    const kept = { label: 'ERP', empty: '' }
    const typed = {
      ...kept,
      _csrf: 'x',
      password: 'x',
      password_confirmation: 'x',
      current_password: 'x',
      nonce: 'x',
      pasted: password,
      around: `my ${password.slice(0, 20)} is`,
      chosen: ['a', 'b'],
      success: 'Appelez le 01…',
      inputErrorsBag: 'x',
      token: 'hbat_AAAA',
      [password]: 'x',
    }
    assert.deepEqual(typedInput(typed), kept)
  })

  test('and a sentence does not quote them', ({ assert }) => {
    assert.equal(
      withoutIssuedSecrets(`« ${generatePassword()} » n’est pas une adresse`),
      '« … » n’est pas une adresse'
    )
    assert.equal(withoutIssuedSecrets('Rien de tel'), 'Rien de tel')
  })
})
