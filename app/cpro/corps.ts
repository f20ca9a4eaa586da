import type { IncomingMessage } from 'node:http'
import { readBody } from '#shared/http/read_body'
import { Malformed, TropLong } from './errors.js'

const LONGEST = 100 * 1024
const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * A call's body. Not by the framework's parser, which copies what it parsed recursively: deep
 * nesting, of which `[[[[…` is enough, overflows its stack.
 *
 * @returns undefined for an empty body
 * @throws Malformed, TropLong
 */
export async function lireCorps(request: IncomingMessage): Promise<unknown> {
  if (Number(request.headers['content-length'] ?? 0) > LONGEST) throw new TropLong()
  const body = await readBody(request, LONGEST)
  if (!body) throw new TropLong()
  try {
    const text = utf8.decode(body)
    return text.trim() === '' ? undefined : JSON.parse(text)
  } catch {
    throw new Malformed('corps')
  }
}
