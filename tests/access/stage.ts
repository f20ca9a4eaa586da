import { createHash, randomBytes } from 'node:crypto'
import { rowsOf } from '#tests/helpers/database'
import {
  aManagedOrganisation,
  anOrganisation,
  aPerson,
  aService,
  attach,
} from '#tests/helpers/fixtures'
import { anAccount, aReset } from '#tests/helpers/technical_accounts'
import type { Role } from './rows.js'

/** What an address or a body can name. */
export type Thing =
  'organisation' | 'service' | 'account' | 'handover' | 'event' | 'ticket' | 'secret' | 'nowhere'
export type Things = Readonly<Record<Thing, string | number>>

/** Names that nobody of the stage's organisation may ever read. */
export const CANARY = 'Canari-Ailleurs'

export interface Stage {
  people: Record<
    Exclude<Role, 'anonymous' | 'technical_account' | 'foreign_technical_account'>,
    { id: number }
  >
  credentials: Record<
    'technical_account' | 'foreign_technical_account',
    { login: string; password: string }
  >
  /** Of the organisation, of a stranger's, and of a public body's that nobody here belongs to. */
  own: Things
  foreign: Things
  publicBody: Things
  nonce: () => string
}

/** Two organisations and a public body with everything there is to reach for, and everybody who might. */
export async function aStage(): Promise<Stage> {
  const { manager, organisation } = await aManagedOrganisation()
  const [user, serviceUser, former, deactivated, operator] = [
    await aPerson(),
    await aPerson(),
    await aPerson(),
    await aPerson({ deactivated_at: new Date().toISOString() }),
    await aPerson({ is_operator: true }),
  ]
  const service = await aService(organisation.id)
  await attach(user.id, organisation.id)
  await attach(serviceUser.id, organisation.id, { service_id: service.id })
  await attach(former.id, organisation.id, { status: 'deactivated' })
  await attach(deactivated.id, organisation.id)

  const { manager: stranger, organisation: elsewhere } = await aManagedOrganisation({
    organisation: { name: CANARY, identifier: CANARY, city: CANARY },
    manager: { last_name: CANARY, contact_email: `${CANARY}@exemple.test` },
  })
  const clerk = await aPerson({ last_name: CANARY })
  await attach(clerk.id, elsewhere.id)
  const townHall = await anOrganisation({ kind: 'public_body', name: 'Mairie' })

  const own = await things(organisation.id, service.id, manager.id, user.id)
  const foreign = await things(
    elsewhere.id,
    (await aService(elsewhere.id, { label: CANARY })).id,
    stranger.id,
    clerk.id
  )
  return {
    people: {
      manager,
      stale_manager: manager,
      user,
      service_user: serviceUser,
      former,
      deactivated,
      operator,
      stranger,
    },
    credentials: {
      technical_account: own.credentials,
      foreign_technical_account: foreign.credentials,
    },
    own: own.things,
    foreign: foreign.things,
    publicBody: {
      ...own.things,
      organisation: townHall.id,
      service: (await aService(townHall.id)).id,
    },
    nonce: () => randomBytes(16).toString('base64url'),
  }
}

async function things(organisation: number, service: number, from: number, to: number) {
  const created = await anAccount(organisation)
  const account = await idOf(
    'select id from technical_accounts where organisation_id = ?',
    organisation
  )
  const credentials = await aReset(organisation, account, '24h')
  const ticket = randomBytes(32).toString('base64url')
  await rowsOf(
    `insert into credential_exports
       (organisation_id, technical_account_id, ticket_hash, session_hash, expires_at)
     values (?, ?, ?, '\\x00', now() + interval '1 hour')`,
    [organisation, account, createHash('sha256').update(ticket).digest()]
  )
  await rowsOf(
    `insert into manager_handovers (organisation_id, from_user_id, to_user_id, expires_at)
     values (?, ?, ?, now() + interval '1 day')`,
    [organisation, from, to]
  )
  return {
    credentials: { login: created.login, password: credentials.password },
    things: {
      organisation,
      service,
      account,
      ticket,
      handover: await idOf(
        'select id from manager_handovers where organisation_id = ?',
        organisation
      ),
      event: await idOf(
        'select id from audit_events where organisation_id = ? limit 1',
        organisation
      ),
      secret: randomBytes(32).toString('base64url'),
      nowhere: 'nowhere/at/all',
    },
  }
}

async function idOf(sql: string, organisation: number): Promise<number> {
  const [{ id }] = await rowsOf<{ id: number }>(sql, [organisation])
  return id
}

const REFUSED = 'habilitations.access_refused'

/** What organisations have, as digests: a refused request leaves it as it was, but for the journal. */
export async function stateOf(): Promise<Record<string, string>> {
  const tables = await rowsOf<{ name: string }>(
    `select c.table_name as name from information_schema.columns c
     join pg_tables t on t.schemaname = 'public' and t.tablename = c.table_name
     where c.table_schema = 'public' and c.column_name = 'organisation_id'
       and c.table_name <> 'audit_heads'
     union select unnest(array['organisations', 'users', 'user_links'])`
  )
  const digests = tables.map(({ name }) => {
    const written = name === 'audit_events' ? `where action <> '${REFUSED}'` : ''
    const own = `to_jsonb(t) - array['last_used_at', 'last_used_from', 'sequence', 'hash', 'previous_hash']`
    return `select '${name}' as name, md5(string_agg((${own})::text, ';' order by to_jsonb(t)::text)) as digest
            from ${name} t ${written}`
  })
  const rows = await rowsOf<{ name: string; digest: string }>(digests.join(' union all '))
  return Object.fromEntries(rows.map(({ name, digest }) => [name, digest]))
}

/** How many refused accesses the journal tells of. */
export async function refusalsNoted(): Promise<number> {
  const [{ count }] = await rowsOf<{ count: number }>(
    'select count(*)::int as count from audit_events where action = ?',
    [REFUSED]
  )
  return count
}
