import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { tenancy } from '#shared/tenancy/main'
import { originOf } from '#shared/tenancy/request_scope'
import { ResetPassword } from '../actions/reset_password.js'
import { findLink } from '../queries/find_link.js'
import { shareRefusal } from '../refused_form.js'
import { passwordResetValidator } from '../validators/password.js'

/** Choosing a password through a link sent by mail: the link is the proof. */
export default class PasswordResetsController {
  async create(ctx: HttpContext) {
    const { secret } = ctx.params
    const link = await tenancy.asSystem('open reset link', () => findLink('password_reset', secret))
    return link ? this.form(ctx) : this.invalid(ctx)
  }

  @inject()
  async store(ctx: HttpContext, resetPassword: ResetPassword) {
    const { auth, caller, i18n, params, request, response, session } = ctx
    const { password } = await request.validateUsing(passwordResetValidator)
    const result = await resetPassword.handle({
      secret: params.secret,
      password,
      address: request.ip(),
      origin: originOf(ctx),
    })
    if (!result.ok) {
      if (result.error === 'invalid_link') return this.invalid(ctx)
      response.status(422)
      shareRefusal(ctx, { password: [i18n.t(`users.password.${result.error}`)] })
      return this.form(ctx)
    }

    // Every session of theirs is closed, the one that asks included.
    if (caller?.userId === result.value.userId) {
      await auth.use('web').logout()
      session.clear()
      session.regenerate()
    }
    session.flash('success', i18n.t('login.reset.done'))
    return response.redirect().toRoute('session.create')
  }

  private form({ params, response, view }: HttpContext) {
    response.header('cache-control', 'no-store')
    return view.render('pages/users/password_reset', { secret: params.secret })
  }

  private invalid({ response, view }: HttpContext) {
    response.status(410).header('cache-control', 'no-store')
    return view.render('pages/users/invalid_link', { purpose: 'password_reset' })
  }
}
