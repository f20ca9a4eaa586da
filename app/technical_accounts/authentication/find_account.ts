import type { Role } from '#shared/access/caller'
import { gather } from '#shared/tenancy/gather'
import { leanReads } from '#shared/tenancy/lean'
import type { StoredVerifier } from '../credential/verifier.js'

/** One password generation of an account, as authentication needs it. */
export interface KnownPassword extends StoredVerifier {
  id: number
  version: number
  /** Nothing has replaced it. */
  current: boolean
  /** Opens at this instant of the database's clock. */
  live: boolean
  /** Until when it opens: its own expiry, or the end of its overlap when that comes first. */
  endsAt: Date
  lastUsedAt: Date | null
}

/** An account with everything that decides whether, and as whom, it may call. */
export interface KnownAccount {
  id: number
  organisationId: number
  login: string
  suspended: boolean
  organisationActive: boolean
  /** The current principal manager, whose rights the account uses; null when there is none. */
  managerId: number | null
  /** The manager's organisations, deactivated ones left out, with the role there. */
  roles: ReadonlyMap<number, Role>
  /** The most recent generations, the current one first. */
  passwords: readonly KnownPassword[]
  /** The token that was asked about has been revoked. */
  tokenRevoked: boolean
  /** The database's clock. */
  now: Date
}

/** Superseded passwords that are still recognised, so as not to be taken for guesses. */
const GENERATIONS = 5

/**
 * One statement, whatever is found, for all who ask at the same time. Rights come from where the
 * person's own come from: validated attachments, except that a deactivated organisation is open to
 * its manager in person only.
 */
const statementBy = (column: string, type: string) => `
  select q.position, a.id, a.organisation_id, a.login, a.status, o.status as organisation_status,
    m.user_id as manager_id, p.passwords, r.roles,
    (extract(epoch from now()) * 1000)::float8 as now,
    exists (select from revoked_tokens t where t.id = q.token_id) as token_revoked
  from unnest($1::${type}[], $2::text[]) with ordinality as q (asked, token_id, position)
  join technical_accounts a on a.${column} = q.asked and a.status <> 'deleted'
  join organisations o on o.id = a.organisation_id
  left join principal_managers m on m.organisation_id = a.organisation_id
  left join lateral (
    select json_agg(json_build_object(
      'id', g.id, 'version', g.version, 'pepperId', g.pepper_id,
      'verifier', encode(g.verifier, 'hex'),
      'current', g.usable_until is null,
      'live', now() < least(g.expires_at, g.usable_until),
      'endsAt', extract(epoch from least(g.expires_at, g.usable_until)) * 1000,
      'lastUsedAt', extract(epoch from g.last_used_at) * 1000
    ) order by g.version desc) as passwords
    from (
      select * from technical_passwords
      where technical_account_id = a.id order by version desc limit ${GENERATIONS}
    ) g
  ) p on true
  left join lateral (
    select json_object_agg(x.organisation_id, x.manages) as roles
    from (
      select at.organisation_id, bool_or(at.role = 'principal_manager') as manages
      from attachments at join organisations ao on ao.id = at.organisation_id
      where at.user_id = m.user_id and at.status = 'validated' and ao.status = 'active'
      group by at.organisation_id
    ) x
  ) r on true`

const BY_LOGIN = { name: 'find_account_by_login', text: statementBy('login', 'text') }
const BY_ID = { name: 'find_account_by_id', text: statementBy('id', 'int') }

type Question = readonly [asked: string | number, tokenId: string | null]

const byLogin = gather((take: () => Question[]) => find(BY_LOGIN, take()))
const byId = gather((take: () => Question[]) => find(BY_ID, take()))

/** The account of a login. `tokenId` also asks whether that token was revoked. */
export function findAccountByLogin(login: string, tokenId: string | null) {
  return byLogin([login, tokenId])
}

/** The account a token names. */
export function findAccountById(id: number, tokenId: string) {
  return byId([id, tokenId])
}

async function find(
  statement: { name: string; text: string },
  questions: readonly Question[]
): Promise<(KnownAccount | null)[]> {
  const values = [questions.map(([asked]) => asked), questions.map(([, tokenId]) => tokenId)]
  const [rows] = await leanReads({ systemReason: 'technical authentication' }, [
    { ...statement, values },
  ])
  const answers = Array<KnownAccount | null>(questions.length).fill(null)
  for (const row of rows as AccountRow[]) answers[row.position - 1] = known(row)
  return answers
}

function known(row: AccountRow): KnownAccount {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    login: row.login,
    suspended: row.status === 'suspended',
    organisationActive: row.organisation_status === 'active',
    managerId: row.manager_id,
    roles: new Map(
      Object.entries(row.roles ?? {}).map(([id, manages]) => [
        Number(id),
        manages ? 'principal_manager' : 'user',
      ])
    ),
    passwords: (row.passwords ?? []).map((password) => ({
      ...password,
      verifier: Buffer.from(password.verifier, 'hex'),
      endsAt: new Date(password.endsAt),
      lastUsedAt: password.lastUsedAt === null ? null : new Date(password.lastUsedAt),
    })),
    tokenRevoked: row.token_revoked,
    now: new Date(row.now),
  }
}

interface AccountRow {
  position: number
  id: number
  organisation_id: number
  login: string
  status: 'active' | 'suspended'
  organisation_status: 'active' | 'inactive'
  manager_id: number | null
  roles: Record<string, boolean> | null
  passwords:
    | (Omit<KnownPassword, 'verifier' | 'endsAt' | 'lastUsedAt'> & {
        verifier: string
        endsAt: number
        lastUsedAt: number | null
      })[]
    | null
  token_revoked: boolean
  now: number
}
