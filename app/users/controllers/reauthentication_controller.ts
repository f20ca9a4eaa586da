import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { ConfirmPassword } from '../actions/confirm_password.js'
import type User from '../models/user.js'
import { takeInterrupted, whereInterrupted } from '../interrupted_request.js'
import { shareRefusal, tooManyAttempts } from '../refused_form.js'
import { markPasswordConfirmed } from '../session_age.js'
import { reauthenticationValidator } from '../validators/session.js'

/** Giving one's password again before a sensitive act. */
export default class ReauthenticationController {
  async create(ctx: HttpContext) {
    return ctx.caller ? this.form(ctx) : ctx.response.redirect().toRoute('session.create')
  }

  @inject()
  async store(ctx: HttpContext, confirmPassword: ConfirmPassword) {
    const { caller, i18n, request, response, session } = ctx
    if (!caller) return response.redirect().toRoute('session.create')
    const { password, next } = await request.validateUsing(reauthenticationValidator)
    const result = await confirmPassword.handle({
      userId: caller.userId,
      password,
      address: request.ip(),
    })
    if (!result.ok) {
      const throttled = result.error.code === 'throttled'
      const sentence = throttled
        ? tooManyAttempts(ctx, result.error.retryAfter)
        : i18n.t('login.reauthentication.refused')
      if (!throttled) response.status(422)
      shareRefusal(ctx, { password: [sentence] })
      return this.form(ctx)
    }

    session.regenerate()
    markPasswordConfirmed(session, result.value.at)
    const { to, input } = takeInterrupted(session, next)
    session.flash(input)
    return response.redirect().toPath(to)
  }

  private form({ auth, session, view }: HttpContext) {
    const { loginEmail } = auth.use('web').user as User
    return view.render('pages/users/reauthentication', {
      email: loginEmail,
      next: whereInterrupted(session),
    })
  }
}
