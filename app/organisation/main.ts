export {
  formatIdentifier,
  identifierGroups,
  IDENTIFIER_TYPES,
  type IdentifierType,
} from './identifier.js'
export {
  findOrganisation,
  organisationStatement,
  readAddress,
  readOrganisation,
  type Address,
  type OrganisationSheet,
} from './queries/find_organisation.js'
export {
  findAmong,
  listOrganisations,
  OWN_ORGANISATION_SORTS,
  readOrganisations,
  type OrganisationSummary,
  type OwnOrganisationSort,
} from './queries/list_organisations.js'
export { findByIdentifier } from './queries/find_by_identifier.js'
export { namesOf } from './queries/names_of.js'
export {
  searchOrganisations,
  type OrganisationCriteria,
  type OrganisationHit,
  type OrganisationSort,
} from './queries/search_organisations.js'
export { searchServices, type ServiceRow, type ServiceSort } from './queries/search_services.js'
export { findService, type ServiceSheet } from './queries/find_service.js'
export { DiscloseOrganisation } from './actions/disclose_organisation.js'
export { default as OrganisationPolicy } from './policies/organisation_policy.js'
