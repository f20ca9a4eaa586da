import db from '@adonisjs/lucid/services/db'
import { passwordDays } from '#config/technical_accounts'
import { generatePassword } from '../credential/technical_password.js'
import { makeVerifier } from '../credential/verifier.js'
import { peppers } from '../peppers.js'

/** `password` is in clear: it may reach the answer to whoever asked for it, and nothing else. */
export interface IssuedPassword {
  id: number
  version: number
  password: string
  expiresAt: Date
}

/**
 * Generates an account's next password and keeps what verifies it. The caller holds the account's
 * lock and has ended the current password, if there is one.
 */
export async function issuePassword(
  account: { id: number; organisationId: number },
  now: Date
): Promise<IssuedPassword> {
  const password = generatePassword()
  const { pepperId, verifier } = makeVerifier(peppers, account.id, password)
  const { rows } = await db.rawQuery(
    `insert into technical_passwords
       (organisation_id, technical_account_id, version, pepper_id, verifier, created_at, expires_at)
     select :organisationId, :accountId, coalesce(max(version), 0) + 1, :pepperId, :verifier,
            :now, :now::timestamptz + :days * interval '24 hours'
     from technical_passwords
     where organisation_id = :organisationId and technical_account_id = :accountId
     returning id, version, expires_at`,
    {
      organisationId: account.organisationId,
      accountId: account.id,
      pepperId,
      verifier,
      now,
      days: passwordDays,
    }
  )
  const [{ id, version, expires_at: expiresAt }] = rows
  return { id, version, password, expiresAt }
}
