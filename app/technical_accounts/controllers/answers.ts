import type { HttpContext } from '@adonisjs/core/http'
import { databaseNow } from '#shared/database_clock'
import { appUrl } from '#config/app'
import { sessionBinding } from '#users'
import type { IssuedCredential } from '../actions/create_technical_account.js'
import type { ResetCredential } from '../actions/reset_password.js'
import { sealForPage } from '../exports/credential_seals.js'
import { showOrganisation } from '../queries/show_forms.js'

/** What a page is about, or the answer that it does not exist. */
export async function findOr404<T>({ response }: HttpContext, found: Promise<T | null>) {
  return (await found) ?? response.abort('not_found', 404)
}

/**
 * The one page that ever shows a password: the direct answer of the POST, kept by nobody on its
 * way. Not a redirect, so that no session, flash message or address holds the password.
 */
export async function renderRecap(
  ctx: HttpContext,
  variant: 'created' | 'reset',
  organisationId: number,
  credential: IssuedCredential & Partial<ResetCredential>
) {
  ctx.response.header('cache-control', 'no-store')
  const { overlapEndsAt = null, suspended = false, ...issued } = credential
  const { login, label, password, expiresAt, contactEmail } = issued
  return ctx.view.render('pages/technical_accounts/recap', {
    variant,
    organisation: await showOrganisation(organisationId),
    login,
    label,
    password,
    expiresAt,
    overlapEndsAt,
    suspended,
    contactEmail,
    sealed: sealForPage(credential, sessionBinding(ctx.session), await databaseNow()),
    baseUrl: appUrl,
  })
}

/** The same form again (reload, back, two clicks): nothing was done, and the password is not shown. */
export async function renderAlreadyShown(ctx: HttpContext, organisationId: number) {
  ctx.response.status(409).header('cache-control', 'no-store')
  return ctx.view.render('pages/technical_accounts/already_shown', {
    organisation: await showOrganisation(organisationId),
  })
}
