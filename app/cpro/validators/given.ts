import { Malformed } from '../errors.js'

const DEEPEST = 8

/**
 * A body as the contract means it: members that are absent, `null` or `""` are all "not given".
 * Refuses what no member may hold: NUL, which PostgreSQL can't store, and bottomless nesting.
 */
export function given(body: unknown): Record<string, unknown> {
  if (body === undefined) return {}
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new Malformed('corps')
  return members(body, 'corps', 1)
}

function members(object: object, path: string, depth: number): Record<string, unknown> {
  if (depth > DEEPEST) throw new Malformed(path)
  const kept: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(object)) {
    if (value === null || value === '' || name === '__proto__') continue
    kept[name] = clean(value, name, depth)
  }
  return kept
}

function clean(value: unknown, path: string, depth: number): unknown {
  if (typeof value === 'string' && value.includes('\0')) throw new Malformed(path)
  if (typeof value !== 'object' || value === null) return value
  if (!Array.isArray(value)) return members(value, path, depth + 1)
  if (depth >= DEEPEST) throw new Malformed(path)
  return value.map((item) => clean(item, path, depth + 1))
}
