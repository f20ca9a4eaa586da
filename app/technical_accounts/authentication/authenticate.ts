import type { Role } from '#shared/access/caller'
import { err, ok, type Result } from '#shared/result'
import type { BasicCredentials } from '../credential/basic_credentials.js'
import { readToken, type AccessToken } from '../credential/access_token.js'
import { isWellFormed } from '../credential/technical_password.js'
import { findMatch } from '../credential/verifier.js'
import { peppers } from '../peppers.js'
import { tokenKeys } from '../token_keys.js'
import { noteFailure } from './failures.js'
import {
  findAccountById,
  findAccountByLogin,
  type KnownAccount,
  type KnownPassword,
} from './find_account.js'

/** What a client shows: a password, a token, or both of the same account. */
export interface Presented {
  credentials?: BasicCredentials
  token?: string
}

/** A technical account that may call, now, with the rights of its principal manager. */
export interface Authenticated {
  accountId: number
  organisationId: number
  login: string
  managerId: number
  roles: ReadonlyMap<number, Role>
  /** The password shown, or the one behind the token. */
  password: PasswordInUse
  /** When the current password expires, whichever was shown. */
  expiresAt: Date
  /** What the token says, when one was shown. */
  token: AccessToken | null
  /** The database's clock. */
  now: Date
}

export interface PasswordInUse {
  id: number
  version: number
  endsAt: Date
  /** Replaced by another one: it opens until its overlap ends. */
  deprecated: boolean
  lastUsedAt: Date | null
  /** The database's clock when it was read. */
  readAt: Date
}

/**
 * Why a client is refused. Only the first two may be answered to whoever does not hold a right
 * secret; `superseded` is one of ours that no longer opens, and is answered like a wrong one.
 */
export type Refusal =
  | { code: 'unknown_or_wrong' | 'invalid_token'; retryAfter: number }
  | { code: 'superseded' | 'mismatch'; retryAfter: 0 }
  | { code: 'expired'; expiredAt: Date }
  | {
      code: 'suspended' | 'organisation_inactive' | 'no_principal_manager'
      password: PasswordInUse
    }

const NEVER = new Date(0)
const LONGEST_LOGIN = 320

/**
 * Who calls the API, by password, by token or by both: the one place that decides it, for every
 * entrance. Unknown logins and wrong secrets cost the same and get the same answer; what is wrong
 * with an account is told to its right secret only (docs/security.md, Technical accounts).
 *
 * @param source where the call comes from, for counting failures: see `sourceOf`
 */
export async function authenticate(
  { credentials, token }: Presented,
  source: string
): Promise<Result<Authenticated, Refusal>> {
  // Whether it has expired is for the database's clock to say, below.
  const claims = token === undefined ? undefined : readToken(tokenKeys, token, NEVER)
  if (credentials) return byPassword(credentials, claims, source)
  if (claims) return byToken(claims)
  if (claims === null) return failed('invalid_token', null, source)
  throw new TypeError('Nothing was presented')
}

/** @param claims undefined when no token was shown, null when it is none of ours */
async function byPassword(
  { login, password }: BasicCredentials,
  claims: AccessToken | null | undefined,
  source: string
): Promise<Result<Authenticated, Refusal>> {
  if (login.length > LONGEST_LOGIN || login.includes('\0')) {
    return failed('unknown_or_wrong', null, source)
  }
  // A typing error is known by its checksum, without asking the database.
  if (!isWellFormed(password)) return failed('unknown_or_wrong', login, source)

  const account = await findAccountByLogin(login, claims?.id ?? null)
  const match = findMatch(peppers, account?.id ?? 0, password, account?.passwords ?? [])
  if (!account || !match) return failed('unknown_or_wrong', login, source)
  if (!match.live) return err(refusalOf(match))
  if (claims === undefined) return admit(account, match, null)
  // Beside the right secret an unreadable token is a mistake, not a guess: it is not counted.
  if (claims === null) return err({ code: 'invalid_token', retryAfter: 0 })
  if (claims.accountId !== account.id) return err({ code: 'mismatch', retryAfter: 0 })
  const behind = passwordBehind(claims, account)
  if (!behind?.live) return err({ code: 'invalid_token', retryAfter: 0 })
  return admit(account, behind.version < match.version ? behind : match, claims)
}

async function byToken(claims: AccessToken): Promise<Result<Authenticated, Refusal>> {
  const account = await findAccountById(claims.accountId, claims.id)
  const password = account && passwordBehind(claims, account)
  if (!account || !password) return err({ code: 'invalid_token', retryAfter: 0 })
  if (password.live) return admit(account, password, claims)
  return err(password.current ? refusalOf(password) : { code: 'invalid_token', retryAfter: 0 })
}

/** The password a token was obtained with; null when the token itself is over. */
function passwordBehind(claims: AccessToken, account: KnownAccount): KnownPassword | null {
  if (account.tokenRevoked || claims.expiresAt <= account.now) return null
  return account.passwords.find(({ version }) => version === claims.credentialVersion) ?? null
}

function refusalOf(password: KnownPassword): Refusal {
  return password.current
    ? { code: 'expired', expiredAt: password.endsAt }
    : { code: 'superseded', retryAfter: 0 }
}

function admit(
  account: KnownAccount,
  known: KnownPassword,
  token: AccessToken | null
): Result<Authenticated, Refusal> {
  const { id, organisationId, login, managerId, roles, now } = account
  const password: PasswordInUse = {
    id: known.id,
    version: known.version,
    endsAt: known.endsAt,
    deprecated: !known.current,
    lastUsedAt: known.lastUsedAt,
    readAt: now,
  }
  if (account.suspended) return err({ code: 'suspended', password })
  if (!account.organisationActive) return err({ code: 'organisation_inactive', password })
  if (managerId === null) return err({ code: 'no_principal_manager', password })
  const expiresAt = (account.passwords.find(({ current }) => current) ?? known).endsAt
  return ok({
    accountId: id,
    organisationId,
    login,
    managerId,
    roles,
    password,
    expiresAt,
    token,
    now,
  })
}

async function failed(
  code: 'unknown_or_wrong' | 'invalid_token',
  login: string | null,
  source: string
): Promise<Result<never, Refusal>> {
  return err({ code, retryAfter: await noteFailure(login, source) })
}
