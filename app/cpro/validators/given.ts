import { Malformed } from '../errors.js'

/** The contract's members are three levels deep; what lies far below is none of them. */
const DEEPEST = 8

/**
 * A body as the contract means it: members that are absent, `null`, `""` or blank are all "not
 * given", and what is nested without end is an unknown member, hence ignored.
 */
export function given(body: unknown): Record<string, unknown> {
  if (body === undefined) return {}
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new Malformed('corps')
  return members(body, 1)
}

function members(object: object, depth: number): Record<string, unknown> {
  const kept: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(object)) {
    if (name === '__proto__' || isNotGiven(value)) continue
    kept[name] = isObject(value) ? (depth < DEEPEST ? members(value, depth + 1) : {}) : value
  }
  return kept
}

const isNotGiven = (value: unknown) =>
  value === null || (typeof value === 'string' && value.trim() === '')

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
