export type CsvValue = string | number | null | Date

/** First bytes of a file, without which spreadsheets misread accents. */
export const CSV_BOM = '\uFEFF'

/** `= + - @ TAB CR`, and what some spreadsheets take for them: line feed and full-width forms. */
const FORMULA_START = /^[=+\-@\t\r\n＝＋－＠]/

/**
 * One line of RFC 4180, CRLF included, to be written as it comes. Texts are always quoted, and a
 * text that a spreadsheet would run as a formula is preceded by an apostrophe (OWASP, CSV
 * injection). Numbers keep their sign; dates are RFC 3339 in UTC; null is an empty field.
 */
export function csvRow(values: readonly CsvValue[]): string {
  return values.map(field).join(',') + '\r\n'
}

function field(value: CsvValue): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  if (value instanceof Date) return value.toISOString()
  const harmless = FORMULA_START.test(value) ? `'${value}` : value
  return `"${harmless.replaceAll('"', '""')}"`
}
