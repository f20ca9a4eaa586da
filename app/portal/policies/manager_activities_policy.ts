import { BasePolicy } from '@adonisjs/bouncer'
import type { Caller } from '#shared/access/caller'
import { lacking } from '#shared/access/refusals'

export default class ManagerActivitiesPolicy extends BasePolicy {
  /**
   * Everybody who can belong to an organisation has the page; what it lists is bounded by what
   * each one manages or may decide.
   */
  show(caller: Caller) {
    return caller.kind === 'person' ? true : lacking('attached_person', null, null)
  }

  exportOrganisations(caller: Caller) {
    return caller.kind === 'person'
  }
}
