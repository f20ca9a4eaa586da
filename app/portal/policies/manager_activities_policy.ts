import { BasePolicy } from '@adonisjs/bouncer'
import type { Caller } from '#shared/access/caller'

export default class ManagerActivitiesPolicy extends BasePolicy {
  /** Everybody has the page; what it lists is bounded by what each one manages or may decide. */
  show(caller: Caller) {
    return caller.kind === 'person'
  }
}
