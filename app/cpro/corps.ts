import type { IncomingMessage } from 'node:http'
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
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > LONGEST) throw new TropLong()
    chunks.push(chunk)
  }
  try {
    const text = utf8.decode(Buffer.concat(chunks))
    return text.trim() === '' ? undefined : JSON.parse(text)
  } catch {
    throw new Malformed('corps')
  }
}
