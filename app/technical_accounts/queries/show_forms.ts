import { findOrganisation, type OrganisationSheet } from '#organisation'
import { findPrincipalManager } from '#habilitations'
import { LOGIN_DOMAIN, takenLogins } from '../actions/create_technical_account.js'
import { newNonce } from '../single_use_nonce.js'
import { firstFreeLogin } from '../technical_login.js'

/** The organisation a page is about; the policy has let the reader reach it. */
export async function showOrganisation(organisationId: number): Promise<OrganisationSheet> {
  const organisation = await findOrganisation(organisationId)
  if (!organisation) throw new Error(`Organisation ${organisationId} is reached but not found`)
  return organisation
}

/**
 * "Saisie utilisateur technique". The login is the one that would be given now; should somebody
 * be faster, the recap shows the one that was.
 */
export async function showCreationForm(organisationId: number) {
  const organisation = await showOrganisation(organisationId)
  const manager = await findPrincipalManager(organisationId)
  return {
    organisation,
    login: firstFreeLogin(organisation.identifier, LOGIN_DOMAIN, await takenLogins(organisationId)),
    contactEmail: manager?.contactEmail ?? '',
    nonce: newNonce(),
  }
}
