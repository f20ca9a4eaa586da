import type { HttpContext } from '@adonisjs/core/http'
import { findPendingContactEmail } from '../queries/find_link.js'
import { findPerson } from '../queries/find_person.js'
import UserPolicy from '../policies/user_policy.js'

/** "Mon compte". */
export default class AccountController {
  async show({ bouncer, caller, view }: HttpContext) {
    await bouncer.with(UserPolicy).authorize('showAccount')
    return view.render('pages/users/account', {
      user: await findPerson(caller!.userId),
      pendingContactEmail: await findPendingContactEmail(caller!.userId),
    })
  }
}
