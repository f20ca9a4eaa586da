import { err, ok, type Result } from '#shared/result'
import { verifyPassword } from '../passwords/hashing.js'
import { passwordThrottle } from '../throttles.js'

export interface CheckPasswordInput {
  /** The account's login, as it was typed. */
  login: string
  password: string
  /** The address it is tried from. */
  address: string
}

export type PasswordNotAccepted =
  { code: 'refused' } | { code: 'throttled'; /** In seconds. */ retryAfter: number }

/** The one way in which a person's password is tried: throttled first, in equal time, outside of any scope. */
export class CheckPassword {
  /**
   * @param hashOf finds the stored hash, null when there is no account or no password; called
   *   only when the attempt is allowed
   * @returns the hash that matched
   * @throws Overloaded
   */
  async handle(
    { login, password, address }: CheckPasswordInput,
    hashOf: () => Promise<string | null>
  ): Promise<Result<string, PasswordNotAccepted>> {
    const attempt = { account: login, address }
    const retryAfter = await passwordThrottle.claim(attempt)
    if (retryAfter > 0) return err({ code: 'throttled', retryAfter })
    try {
      const stored = await hashOf()
      if (!(await verifyPassword(stored, password)) || stored === null) {
        return err({ code: 'refused' })
      }
      await passwordThrottle.succeed(attempt)
      return ok(stored)
    } catch (error) {
      await passwordThrottle.withdraw(attempt)
      throw error
    }
  }
}
