import { BasePolicy } from '@adonisjs/bouncer'
import type { Caller } from '#shared/access/caller'
import { hidden } from '#shared/access/refusals'

/** Machines only: people have the pages. */
export default class StructurePolicy extends BasePolicy {
  /** What is found is narrowed by the query. */
  search(caller: Caller) {
    return caller.kind === 'technical_account' || hidden()
  }

  /** One's own organisations, and any public body. */
  show(caller: Caller, organisation: { id: number; kind: string } | null) {
    return (
      (caller.kind === 'technical_account' &&
        organisation !== null &&
        (organisation.kind === 'public_body' || caller.reaches(organisation.id))) ||
      hidden()
    )
  }
}
