import { BasePolicy } from '@adonisjs/bouncer'
import type { Caller } from '#shared/access/caller'
import { hidden } from '#shared/access/refusals'

export default class OrganisationPolicy extends BasePolicy {
  /** The sheet is for the people of the organisation; others find a public body in the directory. */
  show(caller: Caller, organisationId: number) {
    return caller.reaches(organisationId) || hidden()
  }

  /** Names and addresses of the attached people, as a file. */
  exportUsers(caller: Caller, organisationId: number) {
    return caller.reaches(organisationId) || hidden()
  }
}
