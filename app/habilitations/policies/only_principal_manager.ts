import type { AuthorizationResponse } from '@adonisjs/bouncer'
import type { Caller } from '#shared/access/caller'
import { hidden, lacking } from '#shared/access/refusals'
import { findPrincipalManager } from '../queries/find_principal_manager.js'

/**
 * Allows the principal manager of an organisation, in person: not a machine that uses their
 * rights. Others of the organisation learn what is missing and who has it; to strangers there is
 * nothing.
 */
export async function onlyPrincipalManager(
  caller: Caller,
  organisationId: number
): Promise<true | AuthorizationResponse> {
  if (!caller.reaches(organisationId)) return hidden()
  if (caller.kind !== 'person') return lacking('person', null, organisationId)
  if (caller.isPrincipalManagerOf(organisationId)) return true
  const manager = await findPrincipalManager(organisationId)
  return lacking(
    'principal_manager',
    manager && `${manager.firstName} ${manager.lastName}`,
    organisationId
  )
}
