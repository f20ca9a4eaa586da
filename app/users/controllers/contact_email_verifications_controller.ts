import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { tenancy } from '#shared/tenancy/main'
import { originOf } from '#shared/tenancy/request_scope'
import { VerifyContactEmail } from '../actions/verify_contact_email.js'
import { findLink } from '../queries/find_link.js'

/**
 * Proving a contact address through the link sent there: by its person's own session or by
 * nobody's, since mail is often read on another device. Opening the page changes nothing, because
 * mail filters open links too.
 */
export default class ContactEmailVerificationsController {
  async create(ctx: HttpContext) {
    const { caller, params, response, view } = ctx
    const link = await tenancy.asSystem('open verification link', () =>
      findLink('contact_email', params.secret)
    )
    if (!link) return this.refuse(ctx, 'invalid_link')
    if (caller && caller.userId !== link.userId) return this.refuse(ctx, 'not_theirs')
    response.header('cache-control', 'no-store')
    return view.render('pages/users/contact_email_verification', {
      secret: params.secret,
      email: link.email,
    })
  }

  @inject()
  async store(ctx: HttpContext, verifyContactEmail: VerifyContactEmail) {
    const { caller, i18n, params, response, session } = ctx
    const result = await verifyContactEmail.handle({
      secret: params.secret,
      signedInAs: caller?.userId ?? null,
      origin: originOf(ctx),
    })
    if (!result.ok) return this.refuse(ctx, result.error)
    session.flash('success', i18n.t('account.verification.done', result.value))
    return response.redirect().toRoute(caller ? 'account.show' : 'session.create')
  }

  private refuse({ response, view }: HttpContext, reason: 'invalid_link' | 'not_theirs') {
    response.header('cache-control', 'no-store')
    if (reason === 'not_theirs') {
      response.status(403)
      return view.render('pages/users/contact_email_not_theirs')
    }
    response.status(410)
    return view.render('pages/users/contact_email_invalid')
  }
}
