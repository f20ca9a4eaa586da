import { inspect } from 'node:util'
import { test } from '@japa/runner'
import fc from 'fast-check'
import { SealedBox } from '#shared/sealed_box'

const now = new Date('2026-11-22T10:00:00Z')
const later = new Date('2026-11-22T10:15:00Z')
const binding = {
  purpose: 'credential-export',
  context: { account: 12, version: 3, session: 's1' },
}
const box = new SealedBox('an application key of 32 letters')

test.group('Sealed box', () => {
  test('opens what it sealed, texts and bytes', ({ assert }) => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.uint8Array(), (text, bytes) => {
        assert.equal(box.openText(box.sealText(text, binding, later), binding, now), text)
        assert.deepEqual(
          box.openBytes(box.sealBytes(bytes, binding, later), binding, now),
          Buffer.from(bytes)
        )
      })
    )
  })

  test('the order of the context does not matter', ({ assert }) => {
    const sealed = box.sealText('secret', binding, later)
    const context = { version: 3, session: 's1', account: 12 }
    assert.equal(box.openText(sealed, { ...binding, context }, now), 'secret')
  })

  test('another process with the same key opens it, one with another key does not', ({
    assert,
  }) => {
    const sealed = box.sealText('secret', binding, later)
    const same = new SealedBox('an application key of 32 letters')
    const other = new SealedBox('another application key, as long')
    assert.equal(same.openText(sealed, binding, now), 'secret')
    assert.isNull(other.openText(sealed, binding, now))
  })

  test('stays shut for {what}')
    .with([
      { what: 'another purpose', binding: { ...binding, purpose: 'credential-pdf' } },
      {
        what: 'another account',
        binding: { ...binding, context: { ...binding.context, account: 13 } },
      },
      {
        what: 'a number as text',
        binding: { ...binding, context: { ...binding.context, account: '12' } },
      },
      { what: 'a missing member', binding: { ...binding, context: { account: 12, version: 3 } } },
      { what: 'one more member', binding: { ...binding, context: { ...binding.context, x: '' } } },
    ])
    .run(({ assert }, other) => {
      assert.isNull(box.openText(box.sealText('secret', binding, later), other.binding, now))
    })

  test('opens until its expiry, excluded', ({ assert }) => {
    const sealed = box.sealText('secret', binding, later)
    assert.equal(box.openText(sealed, binding, new Date(later.getTime() - 1)), 'secret')
    assert.isNull(box.openText(sealed, binding, later))
  })

  test('any single bit that changes shuts it, the expiry included', ({ assert }) => {
    const sealed = box.sealBytes(Buffer.from('secret'), binding, later)
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const changed = Buffer.from(sealed)
      changed[bit >> 3] ^= 1 << (bit & 7)
      assert.isNull(box.openBytes(changed, binding, now))
    }
  })

  test('any cut or noise is refused without an exception', ({ assert }) => {
    const sealed = box.sealText('secret', binding, later)
    for (let end = 0; end < sealed.length; end++) {
      assert.isNull(box.openText(sealed.slice(0, end), binding, now))
    }
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.uint8Array(), (text, bytes) => {
        assert.isNull(box.openText(text, binding, now))
        assert.isNull(box.openBytes(Buffer.from([1, 255, ...bytes]), binding, now))
      })
    )
  })

  test('sealing twice gives two different texts', ({ assert }) => {
    assert.notEqual(box.sealText('secret', binding, later), box.sealText('secret', binding, later))
  })

  test('the key can not be printed', ({ assert }) => {
    const shown = inspect(box, { depth: null, showHidden: true }) + JSON.stringify(box)
    assert.notInclude(shown, 'an application key')
  })
})
