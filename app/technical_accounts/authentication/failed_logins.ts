import db from '@adonisjs/lucid/services/db'
import logger from '@adonisjs/core/services/logger'
import { recordAudit } from '#shared/audit/record_audit'
import { enqueue } from '#shared/jobs/enqueue'
import { lean } from '#shared/tenancy/lean'
import { tenancy } from '#shared/tenancy/main'
import { reportFailedLogins } from '../jobs.js'

/** Failures within an hour of which the principal manager is told. */
const TOLD_AT = 20
const FLUSH_EVERY = 1000
/** Bounds the memory of one second of nonsense. */
const LONGEST = 1000

const waiting = new Map<string, number>()
let timer: NodeJS.Timeout | undefined
let flushing: Promise<void> = Promise.resolve()

/**
 * Remembers a failed login, to be counted within a second and outside of the call: what is
 * answered, and how fast, must not depend on whether the login exists.
 */
export function countFailedLogin(login: string): void {
  if (!waiting.has(login) && waiting.size >= LONGEST) return
  waiting.set(login, (waiting.get(login) ?? 0) + 1)
  timer ??= setTimeout(() => void flushFailedLogins(), FLUSH_EVERY).unref()
}

/** Counts what was remembered, and asks for a mail where the twentieth in an hour is among it. */
export function flushFailedLogins(): Promise<void> {
  clearTimeout(timer)
  timer = undefined
  const counts = [...waiting]
  waiting.clear()
  if (counts.length) {
    flushing = flushing
      .then(() => store(counts))
      .catch((error) => logger.error({ err: error }, 'Failed technical logins were not counted'))
  }
  return flushing
}

async function store(counts: readonly (readonly [string, number])[]): Promise<void> {
  const accounts = await lean<Account>(
    { systemReason: REASON },
    { ...KNOWN, values: [counts.map(([login]) => login)] }
  )
  if (!accounts.length) return

  await tenancy.independently(REASON, () => count(accounts, new Map(counts)))
}

/** Counts and asks for the mail together: a count without its mail would never be told again. */
async function count(accounts: Account[], added: ReadonlyMap<string, number>): Promise<void> {
  const keys = new Map(accounts.map((account) => [`failed_logins:${account.id}`, account]))
  const { rows } = await db.rawQuery(COUNT, [
    [...keys.keys()],
    accounts.map(({ login }) => added.get(login) ?? 0),
  ])
  for (const { key, failures } of rows as { key: string; failures: number }[]) {
    const account = keys.get(key)!
    // Whoever's addition passes the threshold tells: exactly one process, once in the hour.
    const passes = failures >= TOLD_AT && failures - added.get(account.login)! < TOLD_AT
    if (passes) await tell(account)
  }
}

async function tell({ id, organisation_id: organisationId, login }: Account): Promise<void> {
  await enqueue(reportFailedLogins, { organisationId, accountId: id })
  await recordAudit({
    organisationId,
    action: 'technical_accounts.failures_reported',
    subject: `technical_account:${id}`,
    details: { login, failures: TOLD_AT },
  })
}

const REASON = 'failed technical logins'

interface Account {
  id: number
  organisation_id: number
  login: string
}

const KNOWN = {
  name: 'known_technical_logins',
  text: `select id, organisation_id, login from technical_accounts
         where login = any($1::text[]) and status <> 'deleted'
         order by organisation_id, id`,
}

/**
 * Adds to the running hour's count, or begins another hour, which `updated_at` dates. Processes
 * count the same accounts at the same time: all in the order of {@link KNOWN}, or they would wait
 * for each other.
 */
const COUNT = `
  insert into throttles as t (key, failures)
  select * from unnest(?::text[], ?::int[])
  on conflict (key) do update set
    failures = excluded.failures +
      case when t.updated_at > now() - interval '1 hour' then t.failures else 0 end,
    updated_at =
      case when t.updated_at > now() - interval '1 hour' then t.updated_at else now() end
  returning key, failures`
