import type { Assert } from '@japa/assert'
import type { RawAnswer } from '#tests/helpers/api_calls'

/** How it was built, what it is made of, what it asks its database. */
const INSIDES =
  /\bat .+\.[jt]s:\d|node_modules|@?adonis|postgres|knex|\bselect .+ from |\bE_[A-Z]+_[A-Z]+/

/** No failure of ours, and nothing of our insides: what every answer to anything must be. */
export function assertSound(assert: Assert, { status, headers, body }: RawAnswer, what: string) {
  assert.isBelow(status, 500, what)
  assert.notProperty(headers, 'x-powered-by', what)
  assert.notProperty(headers, 'server', what)
  if (status < 400) return
  assert.notMatch(body, INSIDES, what)
  assert.exists(headers['x-request-id'], what)
}
