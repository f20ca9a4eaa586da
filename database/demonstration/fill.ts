import { randomBytes } from 'node:crypto'
import hash from '@adonisjs/core/services/hash'
import db from '@adonisjs/lucid/services/db'
import env from '#start/env'
import { recordAudit } from '#shared/audit/record_audit'
import { tenancy } from '#shared/tenancy/main'
import { BANQUE_DE_FRANCE, BULL, DEFAULT_SERVICE, OTHER, PUBLIC_SERVICES } from './organisations.js'
import {
  AGENT,
  DEMONSTRATION_PASSWORD,
  FICTIONAL,
  MANAGER,
  OPERATOR,
  STRANGER,
  type DemonstrationPerson,
} from './people.js'

type Row = Record<string, unknown>

async function insert(table: string, row: Row): Promise<number> {
  const [inserted] = await db.table(table).insert(row).returning('id')
  return inserted.id
}

/**
 * Writes the demonstration into an empty database, the same each time, in one transaction.
 *
 * @returns false, and nothing written, when there is any person or organisation already
 */
export async function fillDemonstration(): Promise<boolean> {
  const passwordHash = await hash.make(DEMONSTRATION_PASSWORD)
  return tenancy.asSystem('demonstration data', async () => {
    if ((await db.from('users').first()) || (await db.from('organisations').first())) return false
    const person = async (values: DemonstrationPerson): Promise<Someone> => ({
      id: await insert('users', {
        ...values,
        contact_email: values.login_email,
        password_hash: passwordHash,
      }),
      name: `${values.first_name} ${values.last_name}`,
    })

    const manager = await person(MANAGER)
    const agent = await person(AGENT)
    const stranger = await person(STRANGER)
    await person(OPERATOR)

    const bull = await organisation(BULL, manager)
    const bank = await organisation(BANQUE_DE_FRANCE, manager)
    await organisation(OTHER, stranger)
    for (const service of PUBLIC_SERVICES) {
      await insert('services', { ...service, organisation_id: bank })
    }

    for (const place of [bull, bank]) await attach(agent, place, manager)
    for (const [turn, values] of FICTIONAL.entries()) {
      const someone = await person(values)
      await attach(someone, bull, manager, turn)
      if (turn % 3 === 0) await attach(someone, bank, manager, turn)
    }
    await expiringAccount(bank, manager)
    return true
  })
}

interface Someone {
  id: number
  name: string
}

const actor = ({ id, name }: Someone) => ({ kind: 'person', id, label: name }) as const

async function organisation(values: Row, manager: Someone): Promise<number> {
  const id = await insert('organisations', values)
  await insert('services', { ...DEFAULT_SERVICE, organisation_id: id })
  await insert('attachments', {
    organisation_id: id,
    user_id: manager.id,
    role: 'principal_manager',
    status: 'validated',
    created_at: values.created_at,
  })
  await recordAudit({ organisationId: id, action: 'organisation.created', actor: actor(manager) })
  return id
}

/** Most people are active; every seventh one is deactivated, every ninth was once. */
async function attach(someone: Someone, organisationId: number, by: Someone, turn = 1) {
  const deactivated = turn % 7 === 6
  await insert('attachments', {
    organisation_id: organisationId,
    user_id: someone.id,
    status: deactivated ? 'deactivated' : 'validated',
    reactivated_at: turn % 9 === 4 ? '2026-09-16T08:00:00Z' : null,
  })
  await recordAudit({
    organisationId,
    action: deactivated
      ? 'habilitations.attachment_deactivated'
      : 'habilitations.attachment_validated',
    actor: actor(by),
    subject: `user:${someone.id}`,
    details: { name: someone.name },
  })
}

/**
 * An account whose password expires soon, so that the banner and the reminders can be seen. Its
 * secret is known to nobody: it has to be reset before it can be used.
 */
async function expiringAccount(organisationId: number, manager: Someone) {
  const login = `TECH_0${BANQUE_DE_FRANCE.identifier}@${env.get('TECHNICAL_ACCOUNT_DOMAIN', 'habilis.test')}`
  const accountId = await insert('technical_accounts', {
    organisation_id: organisationId,
    login,
    label: 'Comptabilité (démonstration)',
    created_at: db.raw(`now() - interval '87 days 23 hours'`),
  })
  await insert('technical_passwords', {
    organisation_id: organisationId,
    technical_account_id: accountId,
    version: 1,
    pepper_id: env.get('TECHNICAL_PASSWORD_PEPPERS').release().split(':')[0],
    verifier: randomBytes(32),
    created_at: db.raw(`now() - interval '87 days 23 hours'`),
    expires_at: db.raw(`now() + interval '12 days 1 hour'`),
  })
  await recordAudit({
    organisationId,
    action: 'technical_accounts.created',
    actor: actor(manager),
    details: { login },
  })
}
