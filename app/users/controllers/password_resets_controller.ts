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
  async edit(ctx: HttpContext) {
    const { secret } = ctx.params
    const link = await tenancy.asSystem('open reset link', () => findLink('password_reset', secret))
    return link ? this.form(ctx, link.email) : this.invalid(ctx)
  }

  @inject()
  async update(ctx: HttpContext, resetPassword: ResetPassword) {
    const { auth, caller, i18n, params, request, response, session } = ctx
    const { password } = await request.validateUsing(passwordResetValidator)
    const result = await resetPassword.handle({
      secret: params.secret,
      password,
      address: request.ip(),
      origin: originOf(ctx),
    })
    if (!result.ok) {
      const { code } = result.error
      if (code === 'invalid_link') return this.invalid(ctx)
      response.status(422)
      shareRefusal(ctx, { password: [i18n.t(`users.password.${code}`)] })
      return this.form(ctx, result.error.login)
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

  private form({ params, response, view }: HttpContext, email: string) {
    response.header('cache-control', 'no-store')
    return view.render('pages/users/reset_password', { secret: params.secret, email })
  }

  private invalid({ response, view }: HttpContext) {
    response.status(410).header('cache-control', 'no-store')
    return view.render('pages/users/reset_password_invalid')
  }
}
