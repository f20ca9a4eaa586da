import type { HttpContext } from '@adonisjs/core/http'
import { saveLocale } from '#users'
import { localReferrer } from '#shared/http/local_url'
import { rememberLocale } from '#shared/http/middleware/locale_middleware'
import { localeValidator } from '../validators/locale.js'

export default class LocaleController {
  /**
   * Remembers the language in the browser, for mails too when somebody is signed in, and comes
   * back to the page it was chosen on: the framework's way back loses filter, order and page.
   */
  async update(ctx: HttpContext) {
    const { caller, i18n, request, response, session } = ctx
    const { locale } = await request.validateUsing(localeValidator)
    rememberLocale(ctx, locale)
    if (caller) {
      await saveLocale(caller.userId, locale)
      i18n.switchLocale(locale)
      session.flash('success', i18n.t('account.language.saved'))
    }
    const from = localReferrer(request.header('referer'), request.host())
    return response.redirect().toPath(from ?? '/')
  }
}
