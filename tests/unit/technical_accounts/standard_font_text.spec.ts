import { test } from '@japa/runner'
import { PASSWORD_ALPHABET } from '../../../app/technical_accounts/credential/technical_password.js'
import { inStandardFont } from '../../../app/technical_accounts/pdfs/standard_font_text.js'

test.group('Text in the standard fonts of PDF', () => {
  test('French, passwords and commands are left as they are', ({ assert }) => {
    for (const text of [
      'Œuvres « Saint-Rémy-lès-Chevreuse » – l’Haÿ, 12 €',
      `hbt_${PASSWORD_ALPHABET}`,
      'curl -sS "$X" \\\n  -d a=b@c',
    ]) {
      assert.equal(inStandardFont(text), text)
    }
  })

  test('other letters lose their accents, the rest is marked', ({ assert }) => {
    assert.equal(inStandardFont('Łódź, Αθήνα 😀'), 'Lódz, ????? ?')
    assert.equal(inStandardFont('e\u0301'), 'é')
  })
})
