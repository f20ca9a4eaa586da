import type { IncomingMessage } from 'node:http'

/**
 * A body's bytes, empty when there is none; null when it is longer than `longest` bytes, which are
 * then not kept.
 */
export function readBody(request: IncomingMessage, longest: number): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let length = 0
    request.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length <= longest) return void chunks.push(chunk)
      chunks.length = 0
      // The server drops the rest itself once it has answered.
      request.pause()
      resolve(null)
    })
    request.on('end', () => resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)))
    request.on('error', reject)
  })
}
