import { inflateSync } from 'node:zlib'

/** The words of a PDF made with the standard fonts: its streams, inflated, and their text operators. */
export function textOfPdf(pdf: Buffer): string {
  const raw = pdf.toString('latin1')
  const streams = [...raw.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)].map(([, content]) => {
    try {
      return inflateSync(Buffer.from(content, 'latin1')).toString('latin1')
    } catch {
      return ''
    }
  })
  const lines = streams.flatMap((stream) => [...stream.matchAll(/\[([^\]]*)\]\s*TJ/g)])
  return lines
    .map(([, line]) =>
      [...line.matchAll(/<([0-9a-f]+)>/gi)]
        .map(([, hex]) => Buffer.from(hex, 'hex').toString('latin1'))
        .join('')
    )
    .join('\n')
}
