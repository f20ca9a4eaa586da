import db from '@adonisjs/lucid/services/db'
import { INSTALLATION, recordAudit } from '#shared/audit/record_audit'
import { enqueue } from '#shared/jobs/enqueue'
import { err, ok, type Result } from '#shared/result'
import { attempt, tenancy, type Origin } from '#shared/tenancy/main'
import { sendContactEmailChangedMail } from '../jobs.js'
import { useLink } from '../links/write_link.js'
import { findLink } from '../queries/find_link.js'

export interface VerifyContactEmailInput {
  secret: string
  /** Whoever is signed in in the browser that opened the link; nobody need be. */
  signedInAs: number | null
  origin: Origin
}

/**
 * Makes a verified address the contact address. From the commit on it is also the one of every
 * technical account this person manages: that is derived, there is nothing else to change.
 * A link opened in somebody else's session does nothing, and stays usable. Opens its own scope.
 */
export class VerifyContactEmail {
  async handle({
    secret,
    signedInAs,
    origin,
  }: VerifyContactEmailInput): Promise<Result<{ email: string }, 'invalid_link' | 'not_theirs'>> {
    return tenancy.asSystem(
      'verify contact address',
      () =>
        attempt(async () => {
          const known = await findLink('contact_email', secret)
          if (!known) return err('invalid_link')
          if (signedInAs !== null && signedInAs !== known.userId) return err('not_theirs')
          const link = await useLink('contact_email', secret)
          if (!link) return err('invalid_link')
          await db
            .from('users')
            .where('id', link.userId)
            .update({ contact_email: link.email, updated_at: db.raw('now()') })
          await recordAudit({
            organisationId: INSTALLATION,
            action: 'users.contact_email_changed',
            actor: { kind: 'person', id: link.userId, label: link.name },
            subject: `user:${link.userId}`,
            details: { from: link.contactEmail, to: link.email },
          })
          await enqueue(sendContactEmailChangedMail, { userId: link.userId })
          return ok({ email: link.email })
        }),
      { origin }
    )
  }
}
