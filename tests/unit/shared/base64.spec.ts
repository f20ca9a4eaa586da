import { test } from '@japa/runner'
import fc from 'fast-check'
import { decodeBase64 } from '#shared/base64'

test.group('Strict base64', () => {
  test('gives back what an encoder wrote', ({ assert }) => {
    fc.assert(
      fc.property(
        fc.uint8Array(),
        fc.constantFrom('base64' as const, 'base64url' as const),
        (bytes, encoding) => {
          const text = Buffer.from(bytes).toString(encoding)
          assert.deepEqual(decodeBase64(text, encoding), Buffer.from(bytes))
        }
      )
    )
  })

  test('refuses what no encoder writes: {$self}')
    .with(['YQ', 'YQ=', 'YR==', ' YQ==', 'Y Q==', 'YQ==YQ==', '_-8=', 'é'])
    .run(({ assert }, text) => assert.isNull(decodeBase64(text, 'base64')))

  test('two different texts never stand for the same bytes', ({ assert }) => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const bytes = decodeBase64(text, 'base64')
        if (bytes) assert.equal(bytes.toString('base64'), text)
      })
    )
  })
})
