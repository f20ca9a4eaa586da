import { BasePolicy } from '@adonisjs/bouncer'
import type { Caller } from '#shared/access/caller'
import { hidden, lacking } from '#shared/access/refusals'
import type { OpenHandover } from '../queries/find_handovers.js'
import { findPrincipalManager } from '../queries/find_principal_manager.js'

/** Handing over the principal manager's role: between two people, never by a machine. */
export default class HandoverPolicy extends BasePolicy {
  async propose(caller: Caller, organisationId: number) {
    if (caller.kind !== 'person' || !caller.reaches(organisationId)) return hidden()
    if (caller.isPrincipalManagerOf(organisationId)) return true
    const manager = await findPrincipalManager(organisationId)
    return lacking('principal_manager', manager && `${manager.firstName} ${manager.lastName}`)
  }

  async withdraw(caller: Caller, organisationId: number) {
    return this.propose(caller, organisationId)
  }

  decide(caller: Caller, handover: OpenHandover | null) {
    return caller.kind === 'person' && handover?.toUserId === caller.userId ? true : hidden()
  }
}
