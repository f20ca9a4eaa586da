import limiter from '@adonisjs/limiter/services/main'
import { countFailedLogin } from './failed_logins.js'

/** Wrong secrets in fifteen minutes, beyond which another one is told to wait. */
const PER_LOGIN = { requests: 20, duration: '15 minutes' }
const PER_SOURCE = { requests: 100, duration: '15 minutes' }

/**
 * Counts a wrong secret, per (login, source) and per source, and says how long this client should
 * wait. Only wrong secrets ever come here: logins can be guessed from a SIRET, so a count that
 * kept the right secret out would let anybody shut a client out. Counted per process, since
 * nobody gets anywhere by guessing 186 bits: it bounds the noise.
 *
 * @returns seconds to wait, 0 when there is no need to
 */
export async function noteFailure(login: string | null, source: string): Promise<number> {
  if (login !== null) countFailedLogin(login)
  const fromSource = await limiter.use('memory', PER_SOURCE).increment(`failures:${source}`)
  // A source that has used up its own count can't fill the memory with logins it makes up.
  if (fromSource.consumed > fromSource.limit) return fromSource.availableIn
  if (login === null) return 0
  const forLogin = await limiter.use('memory', PER_LOGIN).increment(`failures:${source}:${login}`)
  return forLogin.consumed > forLogin.limit ? forLogin.availableIn : 0
}
