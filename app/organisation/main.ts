export { formatIdentifier, IDENTIFIER_TYPES, type IdentifierType } from './identifier.js'
export {
  findOrganisation,
  readAddress,
  type Address,
  type OrganisationSheet,
} from './queries/find_organisation.js'
export { listOrganisations, type OrganisationSummary } from './queries/list_organisations.js'
export { findByIdentifier } from './queries/find_by_identifier.js'
export { namesOf } from './queries/names_of.js'
