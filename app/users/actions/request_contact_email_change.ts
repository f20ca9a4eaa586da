import { enqueue } from '#shared/jobs/enqueue'
import { err, ok, type Result } from '#shared/result'
import { attempt } from '#shared/tenancy/main'
import { sendContactEmailVerification } from '../jobs.js'
import { writeLink } from '../links/write_link.js'
import { findPerson } from '../queries/find_person.js'
import { linkThrottle } from '../throttles.js'

export interface RequestContactEmailChangeInput {
  userId: number
  email: string
  address: string
}

export type ContactEmailNotChanged =
  { code: 'unchanged' } | { code: 'throttled'; retryAfter: number }

/**
 * Asks to be written to elsewhere. Nothing changes before the link sent there has been used;
 * an earlier unanswered request ends.
 */
export class RequestContactEmailChange {
  async handle({
    userId,
    email,
    address,
  }: RequestContactEmailChangeInput): Promise<Result<undefined, ContactEmailNotChanged>> {
    const person = await findPerson(userId)
    if (person?.contactEmail.toLowerCase() === email.toLowerCase()) {
      return err({ code: 'unchanged' })
    }
    const retryAfter = await linkThrottle.claim({ account: `contact ${userId}`, address })
    if (retryAfter > 0) return err({ code: 'throttled', retryAfter })

    await attempt(async () => {
      // Its secret is thrown away: the job makes the one that is sent.
      const { id } = await writeLink({ userId, purpose: 'contact_email', email })
      await enqueue(sendContactEmailVerification, { linkId: id })
    })
    return ok()
  }
}
