import db from '@adonisjs/lucid/services/db'
import { appName } from '#config/app'
import { INSTALLATION, recordAudit } from '#shared/audit/record_audit'
import { enqueue } from '#shared/jobs/enqueue'
import { err, ok, type Result } from '#shared/result'
import { attempt, tenancy, type Origin } from '#shared/tenancy/main'
import { sendPasswordChangedMail } from '../jobs.js'
import { endLinks, useLink } from '../links/write_link.js'
import User from '../models/user.js'
import { hashPassword } from '../passwords/hashing.js'
import { judgePassword, type PasswordRefusal } from '../passwords/password_rules.js'
import { findLink } from '../queries/find_link.js'
import { passwordThrottle } from '../throttles.js'

export type PasswordNotReset =
  | { code: 'invalid_link' }
  /** The link still works; `login` is what the new password belongs to. */
  | { code: PasswordRefusal; login: string }

export interface ResetPasswordInput {
  secret: string
  password: string
  address: string
  origin: Origin
}

/**
 * Sets the password that its owner chose through a link sent to their login address, uses the
 * link up and closes every session of theirs. A refused password leaves the link usable.
 * Opens its own scopes.
 */
export class ResetPassword {
  async handle({
    secret,
    password,
    address,
    origin,
  }: ResetPasswordInput): Promise<Result<{ userId: number }, PasswordNotReset>> {
    const owner = await tenancy.asSystem('reset password', async () => {
      const link = await findLink('password_reset', secret)
      return link && User.find(link.userId)
    })
    if (!owner) return err({ code: 'invalid_link' })
    const refusal = await judgePassword(password, wordsOf(owner))
    if (refusal) return err({ code: refusal, login: owner.loginEmail })

    const passwordHash = await hashPassword(password)
    const used = await tenancy.asSystem(
      'reset password',
      () => attempt(() => replace(secret, passwordHash)),
      { actor: { kind: 'person', id: owner.id, label: owner.fullName }, origin }
    )
    if (!used) return err({ code: 'invalid_link' })
    // Whoever proved to read the mailbox need not wait for the guesses made before.
    await passwordThrottle.succeed({ account: owner.loginEmail, address })
    return ok({ userId: owner.id })
  }
}

async function replace(secret: string, passwordHash: string): Promise<boolean> {
  const link = await useLink('password_reset', secret)
  if (!link) return false
  await db
    .from('users')
    .where('id', link.userId)
    .update({
      password_hash: passwordHash,
      // Also ends the session of a login that has verified the old password and is not written yet.
      session_generation: db.raw('session_generation + 1'),
      updated_at: db.raw('now()'),
    })
  await endLinks(link.userId, ['password_reset', 'contact_email'])
  await db.from('sessions').where('user_id', link.userId).delete()
  await recordAudit({
    organisationId: INSTALLATION,
    action: 'users.password_reset',
    subject: `user:${link.userId}`,
  })
  await enqueue(sendPasswordChangedMail, { userId: link.userId })
  return true
}

const wordsOf = (user: User) => [
  user.firstName,
  user.lastName,
  user.loginEmail,
  user.contactEmail,
  appName,
]
