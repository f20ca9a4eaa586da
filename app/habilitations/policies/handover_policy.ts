import { BasePolicy } from '@adonisjs/bouncer'
import type { Caller } from '#shared/access/caller'
import { hidden } from '#shared/access/refusals'
import type { Handover } from '../queries/find_handovers.js'
import { onlyPrincipalManager } from './only_principal_manager.js'

/** Handing over the principal manager's role: between two people, never by a machine. */
export default class HandoverPolicy extends BasePolicy {
  propose(caller: Caller, organisationId: number) {
    return onlyPrincipalManager(caller, organisationId)
  }

  withdraw(caller: Caller, organisationId: number) {
    return onlyPrincipalManager(caller, organisationId)
  }

  /** Whoever it is addressed to, whatever became of it: they are told, not sent away. */
  decide(caller: Caller, handover: Handover | null) {
    return caller.kind === 'person' && handover?.toUserId === caller.userId ? true : hidden()
  }
}
