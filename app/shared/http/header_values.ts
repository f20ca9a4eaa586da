import type { IncomingMessage } from 'node:http'

/**
 * Every value of a header as it came, undefined when there is none. As `headersDistinct` has them,
 * without sorting all the other headers on each call of the API.
 *
 * @param name in lower case
 */
export function headerValues({ rawHeaders }: IncomingMessage, name: string): string[] | undefined {
  let values: string[] | undefined
  for (let i = 0; i < rawHeaders.length; i += 2) {
    if (rawHeaders[i].length !== name.length || rawHeaders[i].toLowerCase() !== name) continue
    values ??= []
    values.push(rawHeaders[i + 1])
  }
  return values
}
