import { I18n } from '@adonisjs/i18n'
import i18nManager from '@adonisjs/i18n/services/main'
import { RequestValidator, type HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

export const LOCALES = ['fr', 'en']
export const LOCALE_COOKIE = 'habilis_locale'

declare module '@adonisjs/core/http' {
  export interface HttpContext {
    i18n: I18n
  }
}

/** French unless the reader chose otherwise or their browser prefers English. */
export function setLocale(ctx: HttpContext): void {
  const chosen = ctx.request.plainCookie(LOCALE_COOKIE, { encoded: false })
  ctx.i18n = i18nManager.locale(
    (LOCALES.includes(chosen) && chosen) ||
      i18nManager.getSupportedLocaleFor(ctx.request.languages()) ||
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
