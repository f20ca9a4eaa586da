/** An origin that nobody can have: what remains on it is local to this site. */
const NOWHERE = 'http://local.invalid'

/**
 * The path of a local address, or null for everything else: other hosts, "//host", "/\host",
 * other schemes, control characters that browsers drop.
 */
export function localPath(url: unknown): string | null {
  // eslint-disable-next-line no-control-regex -- browsers drop these, so they could hide a "//"
  if (typeof url !== 'string' || !url.startsWith('/') || /[\u0000-\u001f\u007f\\]/.test(url)) {
    return null
  }
  try {
    const parsed = new URL(url, NOWHERE)
    return parsed.origin === NOWHERE && !parsed.pathname.startsWith('//')
      ? parsed.pathname + parsed.search + parsed.hash
      : null
  } catch {
    return null
  }
}

/** The local path of the page a form was sent from, or null when it came from elsewhere. */
export function localReferrer(referrer: string | undefined, host: string | null): string | null {
  if (!referrer || !host) return null
  try {
    const { host: from, pathname, search } = new URL(referrer)
    return from === host ? localPath(pathname + search) : null
  } catch {
    return null
  }
}
