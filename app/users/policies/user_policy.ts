import { BasePolicy } from '@adonisjs/bouncer'
import type { AuthorizerResponse } from '@adonisjs/bouncer/types'
import type { Caller } from '#shared/access/caller'
import { hidden } from '#shared/access/refusals'

/** One's own account: everybody's, nobody else's. There is no id in its addresses to guess. */
export default class UserPolicy extends BasePolicy {
  showAccount(caller: Caller): AuthorizerResponse {
    return caller.kind === 'technical_account' ? hidden() : true
  }

  updateAccount(caller: Caller): AuthorizerResponse {
    return this.showAccount(caller)
  }
}
