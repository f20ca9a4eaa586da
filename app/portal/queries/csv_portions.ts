import { CSV_BOM, csvRow, type CsvValue } from '#shared/csv'
import { tenancy, type Scope } from '#shared/tenancy/main'

const PORTION = 1000

export interface CsvSource<Row> {
  head: readonly string[]
  /** The rows of one stretch, in order. */
  read: (stretch: { offset: number; limit: number }) => Promise<readonly Row[]>
  fields: (row: Row) => readonly CsvValue[]
}

/**
 * A list as CSV, portion by portion: memory stays flat whatever the length, and each portion is
 * read in a short scope of its own, since the request's has ended by then.
 */
export async function* csvPortions<Row>(
  scope: Scope,
  { head, read, fields }: CsvSource<Row>
): AsyncGenerator<string> {
  yield CSV_BOM + csvRow(head)
  for (let offset = 0; ; offset += PORTION) {
    const rows = await tenancy.reopen(scope, () => read({ offset, limit: PORTION }))
    yield rows.map((row) => csvRow(fields(row))).join('')
    if (rows.length < PORTION) return
  }
}
