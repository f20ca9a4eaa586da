import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { originOf } from '#shared/tenancy/request_scope'
import { RequestPasswordReset } from '../actions/request_password_reset.js'
import { shareRefusal, tooManyAttempts } from '../refused_form.js'
import { passwordResetRequestValidator } from '../validators/email.js'

/** Asking for a link when the password is forgotten. */
export default class PasswordResetRequestsController {
  async create({ view }: HttpContext) {
    return view.render('pages/users/forgot_password')
  }

  /** The same answer whatever the address. */
  @inject()
  async store(ctx: HttpContext, requestPasswordReset: RequestPasswordReset) {
    const { request, view } = ctx
    const { email } = await request.validateUsing(passwordResetRequestValidator)
    const result = await requestPasswordReset.handle({
      login: email,
      address: request.ip(),
      origin: originOf(ctx),
    })
    if (!result.ok) {
      shareRefusal(ctx, { email: [tooManyAttempts(ctx, result.error.retryAfter)] })
      return view.render('pages/users/forgot_password')
    }
    return view.render('pages/users/forgot_password_sent', { email })
  }
}
