/**
 * Decodes strictly: alphabet, padding and unused bits must be exactly what an encoder writes
 * (RFC 4648 §3.5), so that two different texts never stand for the same bytes. Node's own decoder
 * skips whatever it does not know. `base64url` is the form without padding.
 *
 * @returns null when the text is anything else
 */
export function decodeBase64(text: string, encoding: 'base64' | 'base64url'): Buffer | null {
  const bytes = Buffer.from(text, encoding)
  return bytes.toString(encoding) === text ? bytes : null
}
