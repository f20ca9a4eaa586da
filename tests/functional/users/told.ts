import type { Answer } from './visitor.js'

/** What an answer tells, apart from what differs between any two: ids, tokens, the date. */
export function told({ status, headers, body, location }: Answer, typed: string) {
  const { 'set-cookie': cookies, date, 'x-request-id': id, etag, ...others } = headers
  return {
    status,
    location,
    headers: { ...others, 'content-security-policy': undefined, 'content-length': undefined },
    cookies: (cookies as string[]).map((cookie) => cookie.split('=')[0]),
    body: body
      .replaceAll(typed, '')
      .replace(/name='_csrf' value='[^']+'/g, '')
      .replace(/nonce="[^"]*"/g, ''),
  }
}
