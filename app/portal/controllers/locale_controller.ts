import type { HttpContext } from '@adonisjs/core/http'
import { saveLocale } from '#users'
import { LOCALE_COOKIE } from '#shared/http/middleware/locale_middleware'
import { localeValidator } from '../validators/locale.js'

export default class LocaleController {
  /**
   * Remembers the language in the browser, for mails too when somebody is signed in, and comes
   * back to the page it was chosen on.
   */
  async update({ caller, request, response }: HttpContext) {
    const { locale } = await request.validateUsing(localeValidator)
    if (caller) await saveLocale(caller.userId, locale)
    response.plainCookie(LOCALE_COOKIE, locale, { maxAge: '365d', encode: false })
    return response.redirect().back()
  }
}
