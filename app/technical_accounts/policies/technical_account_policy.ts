import { BasePolicy } from '@adonisjs/bouncer'
import type { Caller } from '#shared/access/caller'
import { onlyPrincipalManager } from '#habilitations'

/**
 * Technical accounts are their organisation's principal manager's business, as a person: not a
 * plain user's, nor that of another technical account, whoever's rights it carries.
 */
export default class TechnicalAccountPolicy extends BasePolicy {
  create(caller: Caller, organisationId: number) {
    return onlyPrincipalManager(caller, organisationId)
  }

  resetPassword(caller: Caller, organisationId: number) {
    return onlyPrincipalManager(caller, organisationId)
  }

  suspend(caller: Caller, organisationId: number) {
    return onlyPrincipalManager(caller, organisationId)
  }

  reactivate(caller: Caller, organisationId: number) {
    return onlyPrincipalManager(caller, organisationId)
  }

  delete(caller: Caller, organisationId: number) {
    return onlyPrincipalManager(caller, organisationId)
  }

  endOverlap(caller: Caller, organisationId: number) {
    return onlyPrincipalManager(caller, organisationId)
  }

  exportCredential(caller: Caller, organisationId: number) {
    return onlyPrincipalManager(caller, organisationId)
  }

  noteExpiry(caller: Caller, organisationId: number) {
    return onlyPrincipalManager(caller, organisationId)
  }
}
