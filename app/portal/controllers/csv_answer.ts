import { Readable } from 'node:stream'
import type { HttpContext } from '@adonisjs/core/http'
import { tenancy } from '#shared/tenancy/main'
import { csvPortions, type CsvSource } from '../queries/csv_portions.js'

/** A list as a file, streamed after the request, in scopes of its own. */
export function streamCsv<Row>(
  { response }: HttpContext,
  fileName: string,
  source: CsvSource<Row>
) {
  response.header('content-type', 'text/csv; charset=utf-8')
  response.header('content-disposition', `attachment; filename="${safe(fileName)}.csv"`)
  const lines = csvPortions(tenancy.current(), source)
  return response.stream(Readable.from(lines, { objectMode: false }))
}

/** Identifiers may hold anything; a header and a file system may not. */
const safe = (name: string) => name.replace(/[^A-Za-z0-9-]+/g, '-').replace(/^-|-$/g, '')
