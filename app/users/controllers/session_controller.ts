import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { localPath } from '#shared/http/local_url'
import { chosenLocale, rememberLocale } from '#shared/http/middleware/locale_middleware'
import { originOf } from '#shared/tenancy/request_scope'
import { SignIn } from '../actions/sign_in.js'
import { demonstrationLogins } from '../demonstration.js'
import { shareRefusal, tooManyAttempts } from '../refused_form.js'
import { markSignedIn } from '../session_age.js'
import { signInValidator } from '../validators/session.js'

/** Signing in and out. */
export default class SessionController {
  async create(ctx: HttpContext) {
    if (ctx.caller) return ctx.response.redirect().toRoute('home.show')
    return this.form(ctx, localPath(ctx.request.qs().next))
  }

  @inject()
  async store(ctx: HttpContext, signIn: SignIn) {
    const { auth, request, response, session } = ctx
    const { email, password, next } = await request.validateUsing(signInValidator)
    const locale = chosenLocale(ctx)
    const result = await signIn.handle({
      login: email,
      password,
      address: request.ip(),
      origin: originOf(ctx),
      locale,
    })
    if (!result.ok) {
      const sentence =
        result.error.code === 'throttled'
          ? tooManyAttempts(ctx, result.error.retryAfter)
          : ctx.i18n.t('login.refused')
      if (result.error.code === 'refused') response.status(422)
      shareRefusal(ctx, { password: [sentence] })
      return this.form(ctx, localPath(next))
    }

    const intended = localPath(next) ?? localPath(session.getIntendedUrl())
    // Nothing of the visitor's session passes into the person's, its id least of all.
    session.clear()
    const { user, signedIn } = result.value
    await auth.use('web').login(user)
    markSignedIn(session, signedIn)
    if (!locale) rememberLocale(ctx, user.locale)
    return response.redirect().toPath(intended ?? '/')
  }

  async destroy({ auth, i18n, response, session }: HttpContext) {
    await auth.use('web').logout()
    session.clear()
    session.regenerate()
    session.flash('success', i18n.t('login.logged_out'))
    return response.redirect().toRoute('session.create')
  }

  private form({ response, view }: HttpContext, next: string | null) {
    response.header('cache-control', 'no-store')
    return view.render('pages/users/login', { next, demonstration: demonstrationLogins() })
  }
}
