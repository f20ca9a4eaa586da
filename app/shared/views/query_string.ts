/**
 * The current query with some parameters changed, as "?a=1&b=2" or "". A parameter set to null
 * goes; empty ones are left out, so that links stay short.
 */
export function queryString(
  query: Record<string, unknown> = {},
  changes: Record<string, string | number | null> = {}
): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...query, ...changes })) {
    if (value === null || value === undefined || value === '' || typeof value === 'object') continue
    parameters.set(name, String(value))
  }
  const text = parameters.toString()
  return text && `?${text}`
}
