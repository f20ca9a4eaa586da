import { findOpenHandover, findPrincipalManager, listAttachedUsers } from '#habilitations'
import { findOrganisation, type Address } from '#organisation'
import type { Caller } from '#shared/access/caller'
import { listTechnicalAccounts } from '#technical_accounts'
import { paginated } from './pagination.js'
import { shown } from './read_listing.js'
import { readUserListing } from './read_user_listing.js'

function countryName(code: string | null, locale: string): string | null {
  return code && (new Intl.DisplayNames(locale, { type: 'region' }).of(code) ?? code)
}

function phoneNumber(prefix: string | null, number: string | null): string | null {
  return number && [prefix, number].filter(Boolean).join(' ')
}

function readableAddress(address: Address, locale: string) {
  return {
    ...address,
    country: countryName(address.countryCode, locale),
    phone: phoneNumber(address.phonePrefix, address.phone),
    fax: phoneNumber(address.faxPrefix, address.fax),
  }
}

/**
 * The organisation sheet, composed of the blocks of four modules. The technical accounts are
 * read for the principal manager only: what is not shown is not fetched.
 */
export async function showOrganisationSheet(
  caller: Caller,
  id: number,
  query: Record<string, unknown>,
  locale: string
) {
  const organisation = (await findOrganisation(id))!
  const manages = caller.isPrincipalManagerOf(id)
  const { where, listing, columns } = await readUserListing(caller, id, query)
  const users = await listAttachedUsers(where, listing)
  return {
    organisation: { ...organisation, address: readableAddress(organisation.address, locale) },
    manager: await findPrincipalManager(id),
    can: { manageTechnicalAccounts: manages, handOver: manages, exportUsers: true },
    technicalAccounts: manages ? await listTechnicalAccounts(id) : [],
    handover: manages ? await findOpenHandover(id) : null,
    users: {
      ...paginated(users),
      columns,
      ...shown(listing),
    },
  }
}
