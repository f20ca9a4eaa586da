import type { HttpContext } from '@adonisjs/core/http'
import { ReadOnlyValuesStore } from '@adonisjs/session'
import { keptFields } from '#shared/http/kept_fields'

/**
 * Lets the same request show its form again with what is wrong and all that was typed but
 * secrets, as the templates expect it from a redirect.
 *
 * @param errors sentences by field
 */
export function shareRefusal(ctx: HttpContext, errors: Record<string, string[]>): void {
  const refusal = new ReadOnlyValuesStore({ ...typedIn(ctx), inputErrorsBag: errors })
  ctx.view.share({ flashMessages: refusal })
}

/** What was typed into the form that was sent, without what must not be kept. */
export function typedIn(ctx: HttpContext): Record<string, string> {
  return Object.fromEntries(
    Object.entries(keptFields(ctx.request.original())).filter(
      (field): field is [string, string] => typeof field[1] === 'string'
    )
  )
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
