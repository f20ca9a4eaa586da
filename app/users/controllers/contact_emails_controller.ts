import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { RequestContactEmailChange } from '../actions/request_contact_email_change.js'
import { findPerson } from '../queries/find_person.js'
import { shareRefusal, tooManyAttempts } from '../refused_form.js'
import { contactEmailValidator } from '../validators/email.js'
import UserPolicy from '../policies/user_policy.js'

/** Asking to be written to at another address. */
export default class ContactEmailsController {
  async edit(ctx: HttpContext) {
    await ctx.bouncer.with(UserPolicy).authorize('updateAccount')
    return this.form(ctx)
  }

  @inject()
  async update(ctx: HttpContext, requestChange: RequestContactEmailChange) {
    const { bouncer, caller, i18n, request, response, session } = ctx
    await bouncer.with(UserPolicy).authorize('updateAccount')
    const { email } = await request.validateUsing(contactEmailValidator)
    const result = await requestChange.handle({
      userId: caller!.userId,
      email,
      address: request.ip(),
    })
    if (!result.ok) {
      const throttled = result.error.code === 'throttled'
      const sentence = throttled
        ? tooManyAttempts(ctx, result.error.retryAfter)
        : i18n.t('users.contact_email.unchanged')
      if (!throttled) response.status(422)
      shareRefusal(ctx, { email: [sentence] })
      return this.form(ctx)
    }
    session.flash('success', i18n.t('account.contact.sent', { email }))
    return response.redirect().toRoute('account.show')
  }

  private async form({ caller, view }: HttpContext) {
    const person = await findPerson(caller!.userId)
    return view.render('pages/users/contact_email', {
      contactEmail: person!.contactEmail,
      managesOrganisations: caller!.isPrincipalManager,
    })
  }
}
