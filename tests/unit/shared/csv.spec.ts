import { test } from '@japa/runner'
import fc from 'fast-check'
import { csvRow } from '#shared/csv'

/** An independent reader of one RFC 4180 record. */
function readRow(row: string): string[] {
  const fields: string[] = []
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy
  for (let match = field.exec(row); match; match = field.exec(row)) {
    fields.push(match[1]?.replaceAll('""', '"') ?? match[2])
    if (match[3] === '\r\n' && field.lastIndex === row.length) return fields
  }
  throw new Error('not one record')
}

test.group('CSV', () => {
  test('a row is a record of RFC 4180', ({ assert }) => {
    assert.equal(
      csvRow(['Régie "Eau", Gaz', 'a\nb', '', null, -12.5, new Date('2026-02-18T10:21:23Z')]),
      '"Régie ""Eau"", Gaz","a\nb","",,-12.5,2026-02-18T10:21:23.000Z\r\n'
    )
  })

  test('neutralises a text that starts with {name}')
    .with([
      { name: '=', start: '=' },
      { name: '+', start: '+' },
      { name: '-', start: '-' },
      { name: '@', start: '@' },
      { name: 'TAB', start: '\t' },
      { name: 'CR', start: '\r' },
      { name: 'LF', start: '\n' },
      { name: 'a full-width =', start: '＝' },
    ])
    .run(({ assert }, { start }) => {
      assert.equal(csvRow([`${start}1+1`]), `"'${start}1+1"\r\n`)
    })

  test('keeps the sign of a number', ({ assert }) => {
    assert.equal(csvRow([-1, 0]), '-1,0\r\n')
  })

  test('a reader gets every text back, and none that a spreadsheet would run', ({ assert }) => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('=', '-', '"', ',', '\r', '\n', '\t', 'a') })
    )
    fc.assert(
      fc.property(fc.array(text, { minLength: 1 }), (texts) => {
        const fields = readRow(csvRow(texts))
        assert.lengthOf(fields, texts.length)
        fields.forEach((field, i) => {
          assert.notMatch(field, /^[=+\-@\t\r]/)
          assert.include([texts[i], `'${texts[i]}`], field)
        })
      })
    )
  })
})
