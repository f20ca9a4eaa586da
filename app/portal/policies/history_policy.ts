import { BasePolicy } from '@adonisjs/bouncer'
import type { Caller } from '#shared/access/caller'
import { hidden } from '#shared/access/refusals'
import type { HistoryEntry } from '#shared/audit/history'

export default class HistoryPolicy extends BasePolicy {
  /** The journal is the principal manager's. To anyone else an event does not exist. */
  show(caller: Caller, entry: HistoryEntry | null) {
    return entry !== null && caller.isPrincipalManagerOf(entry.organisationId) ? true : hidden()
  }

  /** Who manages nothing has no journal that could be exported. */
  export(caller: Caller) {
    return caller.isPrincipalManager || hidden()
  }
}
