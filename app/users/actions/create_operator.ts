import db from '@adonisjs/lucid/services/db'
import { appUrl } from '#config/app'
import { INSTALLATION, recordAudit } from '#shared/audit/record_audit'
import { err, ok, type Result } from '#shared/result'
import { attempt, tenancy, violates } from '#shared/tenancy/main'
import { LINK_MINUTES } from '../links/link_secret.js'
import { writeLink } from '../links/write_link.js'
import { isMailAddress } from '../validators/email.js'

export interface CreateOperatorInput {
  email: string
  firstName: string
  lastName: string
  /** Why, for the journal. */
  reason: string
}

export interface CreatedOperator {
  /** Where they choose their password, once. */
  link: string
  minutes: number
}

/**
 * Makes a person who runs the installation, from its command line. They choose their password
 * themselves through the link: whoever typed the command never knows it. Opens its own scope.
 */
export class CreateOperator {
  async handle({
    email,
    firstName,
    lastName,
    reason,
  }: CreateOperatorInput): Promise<
    Result<CreatedOperator, 'login_taken' | 'invalid_address' | 'name_missing'>
  > {
    const login = email.normalize('NFC').trim()
    const [first, last] = [firstName.trim(), lastName.trim()]
    if (!(await isMailAddress(login))) return err('invalid_address')
    if (!first || !last) return err('name_missing')

    return tenancy.asSystem('create operator', async () => {
      try {
        return await attempt(async () => {
          const [{ id }] = await db
            .table('users')
            .insert({
              login_email: login,
              contact_email: login,
              first_name: first,
              last_name: last,
              is_operator: true,
            })
            .returning('id')
          const { secret } = await writeLink({
            userId: id,
            purpose: 'password_reset',
            email: login,
          })
          await recordAudit({
            organisationId: INSTALLATION,
            action: 'users.operator_created',
            subject: `user:${id}`,
            details: { login, name: `${first} ${last}` },
            reason,
          })
          return ok({ link: `${appUrl}/reset-password/${secret}`, minutes: LINK_MINUTES })
        })
      } catch (error) {
        if (violates(error, 'users_login_unique')) return err('login_taken')
        throw error
      }
    })
  }
}
