import type { HttpContext } from '@adonisjs/core/http'
import { ReadOnlyValuesStore } from '@adonisjs/session'
import { typedInput } from '#shared/http/typed_input'

/**
 * Lets the same request show its form again with what is wrong and all that was typed but
 * secrets, as the templates expect it from a redirect.
 *
 * @param errors sentences by field
 */
export function shareRefusal(ctx: HttpContext, errors: Record<string, string[]>): void {
  const refusal = new ReadOnlyValuesStore({
    ...typedInput(ctx.request.body()),
    inputErrorsBag: errors,
  })
  ctx.view.share({ flashMessages: refusal })
}

/** Answers 429 with `Retry-After`; returns the sentence that says so. */
export function tooManyAttempts(ctx: HttpContext, retryAfter: number): string {
  ctx.response.status(429).header('retry-after', String(retryAfter))
  const [amount, unit] =
    retryAfter < 60
      ? ([retryAfter, 'second'] as const)
      : ([Math.ceil(retryAfter / 60), 'minute'] as const)
  const when = new Intl.RelativeTimeFormat(ctx.i18n.locale).format(amount, unit)
  return ctx.i18n.t('login.throttled', { when })
}
