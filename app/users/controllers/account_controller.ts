import type { HttpContext } from '@adonisjs/core/http'
import { findPendingContactEmail } from '../queries/find_link.js'
import { findPerson } from '../queries/find_person.js'

/** "Mon compte". */
export default class AccountController {
  async show({ bouncer, caller, view }: HttpContext) {
    await bouncer.with('UserPolicy').authorize('showAccount')
    return view.render('pages/users/account', {
      person: await findPerson(caller!.userId),
      pendingContactEmail: await findPendingContactEmail(caller!.userId),
    })
  }
}
