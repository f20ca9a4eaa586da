import db from '@adonisjs/lucid/services/db'
import type { LeanStatement } from '#shared/tenancy/lean'
import type { IdentifierType } from '../identifier.js'

export interface Address {
  line: string | null
  extra1: string | null
  extra2: string | null
  postalCode: string | null
  city: string | null
  /** ISO 3166-1 alpha-2. */
  countryCode: string | null
  phonePrefix: string | null
  phone: string | null
  faxPrefix: string | null
  fax: string | null
}

export interface OrganisationSheet {
  id: number
  kind: 'company' | 'public_body' | 'association' | 'individual'
  identifierType: IdentifierType
  identifier: string
  name: string
  label: string | null
  firstName: string | null
  lastName: string | null
  email: string | null
  status: 'active' | 'inactive'
  rcsNumber: string | null
  vatNumber: string | null
  emitsEdi: boolean
  receivesEdiLifecycle: boolean
  connectionRequestActive: boolean
  farmManagementCentre: boolean
  engagementRequired: boolean
  serviceCodeRequired: boolean
  engagementOrServiceCodeRequired: boolean
  address: Address
  createdAt: Date
}

/** Any row with the ten address columns, as an {@link Address}. */
export function readAddress(row: Record<string, string | null>): Address {
  return {
    line: row.address_line,
    extra1: row.address_extra_1,
    extra2: row.address_extra_2,
    postalCode: row.postal_code,
    city: row.city,
    countryCode: row.country_code,
    phonePrefix: row.phone_prefix,
    phone: row.phone,
    faxPrefix: row.fax_prefix,
    fax: row.fax,
  }
}

/** An organisation of the scope, or a public body; null for any other, existing or not. */
export async function findOrganisation(id: number): Promise<OrganisationSheet | null> {
  const row = await db.from('organisations').where('id', id).select(COLUMNS).first()
  return readOrganisation(row)
}

/** The statement of {@link findOrganisation} for the lean path; {@link readOrganisation} reads it. */
export function organisationStatement(id: number): LeanStatement {
  return { name: 'find_organisation', text: STATEMENT, values: [id] }
}

/** The row of either, if there is one. */
export function readOrganisation(row: any): OrganisationSheet | null {
  // any: a row as the database gives it
  if (!row) return null
  return {
    id: row.id,
    kind: row.kind,
    identifierType: row.identifier_type,
    identifier: row.identifier,
    name: row.name,
    label: row.label,
    firstName: row.first_name,
    lastName: row.last_name,
    email: row.email,
    status: row.status,
    rcsNumber: row.rcs_number,
    vatNumber: row.vat_number,
    emitsEdi: row.emits_edi,
    receivesEdiLifecycle: row.receives_edi_lifecycle,
    connectionRequestActive: row.connection_request_active,
    farmManagementCentre: row.farm_management_centre,
    engagementRequired: row.engagement_required,
    serviceCodeRequired: row.service_code_required,
    engagementOrServiceCodeRequired: row.engagement_or_service_code_required,
    address: readAddress(row),
    createdAt: row.created_at,
  }
}

const COLUMNS = [
  'id',
  'kind',
  'identifier_type',
  'identifier',
  'name',
  'label',
  'first_name',
  'last_name',
  'email',
  'status',
  'rcs_number',
  'vat_number',
  'emits_edi',
  'receives_edi_lifecycle',
  'connection_request_active',
  'farm_management_centre',
  'engagement_required',
  'service_code_required',
  'engagement_or_service_code_required',
  'address_line',
  'address_extra_1',
  'address_extra_2',
  'postal_code',
  'city',
  'country_code',
  'phone_prefix',
  'phone',
  'fax_prefix',
  'fax',
  'created_at',
]

const STATEMENT = `select ${COLUMNS.join(', ')} from organisations where id = $1`
