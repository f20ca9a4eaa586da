import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import { INSTALLATION, recordAudit } from '#shared/audit/record_audit'
import { err, ok, type Result } from '#shared/result'
import { attempt, tenancy, type Origin } from '#shared/tenancy/main'
import type User from '../models/user.js'
import { rehash } from '../passwords/hashing.js'
import { findUserByLogin } from '../queries/find_person.js'
import type { SignedIn } from '../session_age.js'
import {
  CheckPassword,
  type CheckPasswordInput,
  type PasswordNotAccepted,
} from './check_password.js'

/**
 * Recognises a person by login and password. Whether the login exists, is deactivated or belongs
 * to a technical account shows neither in the answer nor in its time. Opens its own scopes.
 */
@inject()
export class SignIn {
  constructor(private checkPassword: CheckPassword) {}

  async handle(
    input: CheckPasswordInput & {
      origin: Origin
      /** The language their browser asks for by their own choice: from now on their mails' too. */
      locale: 'fr' | 'en' | null
    }
  ): Promise<Result<{ user: User; signedIn: SignedIn }, PasswordNotAccepted>> {
    const found: { user: User | null } = { user: null }
    const checked = await this.checkPassword.handle(input, async () => {
      found.user = await tenancy.asSystem('sign in', () => findUserByLogin(input.login))
      return found.user && !found.user.deactivatedAt ? found.user.passwordHash : null
    })
    if (!checked.ok) return err(checked.error)

    const user = found.user!
    const replacement = await rehash(checked.value, input.password)
    if (input.locale) user.locale = input.locale
    const signedIn = await this.note(user, checked.value, replacement, input.origin)
    return signedIn ? ok({ user, signedIn }) : err({ code: 'refused' })
  }

  /** Null when the password was changed or the person deactivated while this one was verified. */
  private note(user: User, verified: string, replacement: string | null, origin: Origin) {
    const actor = actorFrom(user)
    return tenancy.asSystem(
      'sign in',
      () =>
        attempt(async () => {
          const { rows } = await db.rawQuery(
            `update users set previous_login_at = last_login_at, last_login_at = now(),
                    password_hash = ?, locale = ?
             where id = ? and password_hash = ? and deactivated_at is null
             returning last_login_at as at, session_generation as generation`,
            [replacement ?? verified, user.locale, user.id, verified]
          )
          if (rows.length !== 1) return null
          await recordAudit({
            organisationId: INSTALLATION,
            action: 'users.signed_in',
            subject: `user:${user.id}`,
          })
          return rows[0] as SignedIn
        }),
      { actor, origin }
    )
  }
}

/** How the journal names a person who acts on their own account. */
export function actorFrom(user: {
  id: number
  isOperator: boolean
  firstName: string
  lastName: string
}) {
  return {
    kind: user.isOperator ? ('operator' as const) : ('person' as const),
    id: user.id,
    label: `${user.firstName} ${user.lastName}`,
  }
}
