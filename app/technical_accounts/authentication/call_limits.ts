import limiter from '@adonisjs/limiter/services/main'
import type { LimiterResponse } from '@adonisjs/limiter'
import type { HttpResponse } from '@adonisjs/core/http'
import env from '#start/env'

const DURATION = '1 minute'
const PER_ACCOUNT = { requests: env.get('API_CALLS_PER_ACCOUNT', 6_000), duration: DURATION }
const PER_SOURCE = { requests: env.get('API_CALLS_PER_SOURCE', 12_000), duration: DURATION }

/** The client calls too often, or shows wrong secrets too often. */
export class TooManyCalls extends Error {
  override name = 'TooManyCalls'
  readonly status = 429
  readonly code = 'E_TOO_MANY_REQUESTS'
  /** @param retryAfter seconds */
  constructor(readonly retryAfter: number) {
    super('Too many calls')
  }
}

/** Counts a call from a source, before anything is known of it. Throws {@link TooManyCalls}. */
export async function countCallFrom(source: string, response: HttpResponse): Promise<void> {
  announce(await limiter.use('memory', PER_SOURCE).increment(`calls:source:${source}`), response)
}

/** Counts a call of an account, once it is known. Throws {@link TooManyCalls}. */
export async function countCallOf(accountId: number, response: HttpResponse): Promise<void> {
  announce(
    await limiter.use('memory', PER_ACCOUNT).increment(`calls:account:${accountId}`),
    response
  )
}

/** Says that wrong secrets have used up what was left, whatever the counts of calls say. */
export function tooManyFailures(retryAfter: number, response: HttpResponse): TooManyCalls {
  response.header('ratelimit-remaining', '0')
  response.header('ratelimit-reset', String(retryAfter))
  return new TooManyCalls(retryAfter)
}

/** Of the two counts, the client hears of the one that will stop it first. */
function announce({ limit, consumed, availableIn }: LimiterResponse, response: HttpResponse): void {
  const remaining = Math.max(0, limit - consumed)
  const announced = response.getHeader('ratelimit-remaining')
  if (announced === undefined || remaining <= Number(announced)) {
    response.header('ratelimit-limit', String(limit))
    response.header('ratelimit-remaining', String(remaining))
    response.header('ratelimit-reset', String(availableIn))
  }
  if (consumed > limit) throw new TooManyCalls(availableIn)
}
