import db from '@adonisjs/lucid/services/db'
import hash from '@adonisjs/core/services/hash'
import { tenancy } from '#shared/tenancy/main'

/** The password of every person in the tests. */
export const PASSWORD = 'une phrase de passe de test'
let passwordHash: string | undefined

let counter = 0
const next = () => ++counter

type Row = Record<string, unknown>

async function insert(table: string, values: Row): Promise<number> {
  return tenancy.asSystem('test fixtures', async () => {
    const [row] = await db.table(table).insert(values).returning('id')
    return typeof row === 'object' ? row.id : row
  })
}

/** A person; `login_email` also serves as the contact address unless given. */
export async function aPerson(values: Row = {}) {
  passwordHash ??= await hash.make(PASSWORD)
  const login = String(values.login_email ?? `personne-${next()}@exemple.test`)
  const person = {
    login_email: login,
    contact_email: login,
    first_name: 'Camille',
    last_name: `Modèle${counter}`,
    password_hash: passwordHash,
    ...values,
  }
  return { id: await insert('users', person), ...person }
}

/** An organisation with its default service; a company with an "AUTRE" identifier unless told otherwise. */
export async function anOrganisation(values: Row = {}) {
  const organisation = {
    kind: 'company',
    identifier_type: 'AUTRE',
    identifier: `TEST${next()}`,
    name: `Structure d’essai ${counter}`,
    email: `structure-${counter}@exemple.test`,
    address_line: '1 rue de l’Exemple',
    postal_code: '75001',
    city: 'Paris',
    country_code: 'FR',
    ...values,
  }
  const id = await insert('organisations', organisation)
  await aService(id, {
    code: 'DEFAUT',
    label: 'Service par défaut de la structure',
    is_default: true,
  })
  return { id, ...organisation }
}

export async function aService(organisationId: number, values: Row = {}) {
  const service = {
    code: `SERVICE_${next()}`,
    label: `Service ${counter}`,
    starts_at: '2020-01-01T00:00:00Z',
    ...values,
    organisation_id: organisationId,
  }
  return { id: await insert('services', service), ...service }
}

/** Attaches a person, validated and at organisation level unless told otherwise. */
export async function attach(userId: number, organisationId: number, values: Row = {}) {
  return insert('attachments', {
    user_id: userId,
    organisation_id: organisationId,
    status: 'validated',
    ...values,
  })
}

/** An organisation with its principal manager. */
export async function aManagedOrganisation(values: { organisation?: Row; manager?: Row } = {}) {
  const manager = await aPerson(values.manager)
  const organisation = await anOrganisation(values.organisation)
  await attach(manager.id, organisation.id, { role: 'principal_manager' })
  return { manager, organisation }
}
