import db from '@adonisjs/lucid/services/db'
import { tenancy } from '#shared/tenancy/main'
import { generatePassword } from '../../app/technical_accounts/credential/technical_password.js'
import { makeVerifier } from '../../app/technical_accounts/credential/verifier.js'
import { peppers } from '../../app/technical_accounts/peppers.js'

type Row = Record<string, unknown>

const HUNDRED_DAYS = 100 * 24 * 60 * 60 * 1000
let counter = 0

export interface ATechnicalAccount {
  id: number
  organisationId: number
  login: string
  password: string
  passwordId: number
}

/** A technical account with its current password, valid for 100 days unless told otherwise. */
export async function aTechnicalAccount(
  organisationId: number,
  { account = {}, password = {} }: { account?: Row; password?: Row } = {}
): Promise<ATechnicalAccount> {
  const login = String(account.login ?? `TECH_${counter++}ESSAI@habilis.test`)
  const [{ id }] = await tenancy.asSystem('test fixtures', () =>
    db
      .table('technical_accounts')
      .insert({ organisation_id: organisationId, login, ...account })
      .returning('id')
  )
  const first = await aPassword({ id, organisationId }, 1, password)
  return { id, organisationId, login, ...first }
}

/** One more password generation; the caller sees to it that the earlier one has been ended. */
export async function aPassword(
  account: { id: number; organisationId: number },
  version: number,
  values: Row = {}
): Promise<{ password: string; passwordId: number }> {
  const password = generatePassword()
  const { pepperId, verifier } = makeVerifier(peppers, account.id, password)
  const [{ id }] = await tenancy.asSystem('test fixtures', () =>
    db
      .table('technical_passwords')
      .insert({
        organisation_id: account.organisationId,
        technical_account_id: account.id,
        version,
        pepper_id: pepperId,
        verifier,
        expires_at: new Date(Date.now() + HUNDRED_DAYS),
        ...values,
      })
      .returning('id')
  )
  return { password, passwordId: id }
}

/** The value of the `cpro-account` header. */
export function cproAccount({ login, password }: { login: string; password: string }): string {
  return Buffer.from(`${login}:${password}`).toString('base64')
}
