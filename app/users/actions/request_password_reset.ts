import { enqueue } from '#shared/jobs/enqueue'
import { err, ok, type Result } from '#shared/result'
import { tenancy, type Origin } from '#shared/tenancy/main'
import { sendPasswordResetLink } from '../jobs.js'
import { findUserByLogin } from '../queries/find_person.js'
import { linkThrottle } from '../throttles.js'

export interface RequestPasswordResetInput {
  login: string
  address: string
  origin: Origin
}

/**
 * Asks for a link by mail. An unknown login costs the same statements as a known one: a message
 * is written for nobody, and the worker drops it.
 */
export class RequestPasswordReset {
  async handle({
    login,
    address,
    origin,
  }: RequestPasswordResetInput): Promise<
    Result<undefined, { code: 'throttled'; retryAfter: number }>
  > {
    const retryAfter = await linkThrottle.claim({ account: login, address })
    if (retryAfter > 0) return err({ code: 'throttled', retryAfter })

    await tenancy.asSystem(
      'request password reset',
      async () => {
        const user = await findUserByLogin(login)
        await enqueue(sendPasswordResetLink, {
          userId: user && !user.deactivatedAt ? user.id : null,
        })
      },
      { origin }
    )
    return ok()
  }
}
