import app from '@adonisjs/core/services/app'
import { errors as bouncerErrors } from '@adonisjs/bouncer'
import { ExceptionHandler, type HttpContext } from '@adonisjs/core/http'
import type { HttpError } from '@adonisjs/core/types/http'
import { tenancy } from '#shared/tenancy/main'
import { missingRight, RightLost, type MissingRight } from '#shared/access/refusals'
import { recordAudit } from '#shared/audit/record_audit'
import { setLocale } from './middleware/locale_middleware.js'
import { shieldWithoutSession } from './middleware/page_shield_middleware.js'
import { withoutIssuedSecrets } from './issued_secrets.js'
import { readFault, type Fault } from './fault.js'
import { typedInput } from './typed_input.js'

/** Turns whatever went wrong into an answer that says what happened and what to do. */
export default class HttpExceptionHandler extends ExceptionHandler {
  protected override debug = app.inDev
  protected override renderStatusPages = false
  protected override ignoreStatuses = [400, 401, 403, 404, 405, 409, 413, 415, 422, 429]

  override async handle(error: unknown, ctx: HttpContext) {
    // First of all: nothing of a failed request stays in the database.
    await tenancy.fail()
    const fault = readFault(error)
    const missing = refusedRight(error)
    if (missing) await journalRefusal(missing)
    if (fault.retryAfter) ctx.response.header('retry-after', String(fault.retryAfter))
    if (ctx.renderFault) return ctx.renderFault(fault, ctx)
    if (isHandledByFramework(error)) {
      await super.handle(error, ctx)
      return keepWhatWasTyped(ctx)
    }
    if (fault.status >= 500 && app.inDev && !ctx.request.accepts(['html'])) {
      return super.handle(error, ctx)
    }
    return renderPage(fault, missing, ctx)
  }

  /** Back to the form with what is wrong, in sentences that quote no secret. */
  override async renderValidationErrorAsHTML(error: HttpError, ctx: HttpContext) {
    for (const fault of error.messages!) fault.message = withoutIssuedSecrets(fault.message)
    return super.renderValidationErrorAsHTML(error, ctx)
  }
}

function refusedRight(error: unknown): MissingRight | null {
  if (error instanceof RightLost) return error.missing
  return error instanceof bouncerErrors.E_AUTHORIZATION_FAILURE
    ? missingRight(error.response.message)
    : null
}

/** Who tried what they may not: on a connection of its own, since the request was rolled back. */
async function journalRefusal({ right, organisationId }: MissingRight) {
  if (organisationId === null) return
  await tenancy.independently('refused access', () =>
    recordAudit({ organisationId, action: 'habilitations.access_refused', details: { right } })
  )
}

/** Validation goes back to the form, a missing login to the login page, an old form to itself. */
function isHandledByFramework(error: unknown): boolean {
  const { code } = error as { code?: string }
  return ['E_VALIDATION_ERROR', 'E_UNAUTHORIZED_ACCESS', 'E_BAD_CSRF_TOKEN'].includes(code ?? '')
}

/** The framework keeps all of the request for the next page, its address included: we keep less. */
function keepWhatWasTyped({ request, session }: HttpContext) {
  const flash = session?.responseFlashMessages
  if (flash?.has('input')) flash.set('input', typedInput(request.body()))
}

const PAGES: Record<number, string> = {
  403: 'forbidden',
  404: 'not_found',
  410: 'not_found',
  429: 'too_many_requests',
  503: 'unavailable',
}

/** An address without a route went through no pipeline: its page needs a language and headers too. */
async function prepareForPage(ctx: HttpContext) {
  if (!ctx.i18n) setLocale(ctx)
  if (!ctx.response.getHeader('content-security-policy')) {
    await shieldWithoutSession(ctx, async () => {})
  }
}

async function renderPage(fault: Fault, missing: MissingRight | null, ctx: HttpContext) {
  ctx.response.status(fault.status)
  if (!ctx.request.accepts(['html', 'json']) || ctx.request.accepts(['html', 'json']) === 'json') {
    ctx.response.header('content-type', 'application/problem+json')
    return ctx.response.send(
      JSON.stringify({
        type: 'about:blank',
        status: fault.status,
        title: fault.title,
        request: ctx.request.id(),
      })
    )
  }
  await prepareForPage(ctx)
  const page = PAGES[fault.status] ?? (fault.status < 500 ? 'bad_request' : 'server_error')
  return ctx.response.send(
    await ctx.view.render(`pages/errors/${page}`, {
      status: fault.status,
      requestId: ctx.request.id(),
      retryAfter: fault.retryAfter,
      missing,
    })
  )
}

declare module '@adonisjs/core/http' {
  export interface HttpContext {
    /** How this route's clients read errors; a page when absent. */
    renderFault?: (fault: Fault, ctx: HttpContext) => unknown
  }
}
