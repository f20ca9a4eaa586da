import { I18n } from '@adonisjs/i18n'
import i18nManager from '@adonisjs/i18n/services/main'
import { RequestValidator, type HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

const LOCALES = ['fr', 'en'] as const
const LOCALE_COOKIE = 'habilis_locale'

export type Locale = (typeof LOCALES)[number]

declare module '@adonisjs/core/http' {
  export interface HttpContext {
    i18n: I18n
  }
}

/** The language that was chosen in this browser, if one was. */
export function chosenLocale({ request }: HttpContext): Locale | null {
  const kept = request.plainCookie(LOCALE_COOKIE, { encoded: false })
  return LOCALES.find((locale) => locale === kept) ?? null
}

/** Pages of this browser are in that language from now on. */
export function rememberLocale({ response }: HttpContext, locale: Locale): void {
  response.plainCookie(LOCALE_COOKIE, locale, { maxAge: '365d', encode: false })
}

/** French unless the reader chose otherwise or their browser prefers English. */
export function setLocale(ctx: HttpContext): void {
  ctx.i18n = i18nManager.locale(
    chosenLocale(ctx) ??
      i18nManager.getSupportedLocaleFor(ctx.request.languages()) ??
      i18nManager.defaultLocale
  )
  ctx.containerResolver.bindValue(I18n, ctx.i18n)
  ctx.view.share({ i18n: ctx.i18n, t: ctx.i18n.t.bind(ctx.i18n), locale: ctx.i18n.locale })
}

export default class LocaleMiddleware {
  static {
    RequestValidator.messagesProvider = (ctx) => ctx.i18n.createMessagesProvider()
  }

  handle(ctx: HttpContext, next: NextFn) {
    setLocale(ctx)
    return next()
  }
}
