import router from '@adonisjs/core/services/router'
import server from '@adonisjs/core/services/server'

server.errorHandler(() => import('#shared/http/exception_handler'))

server.use([
  () => import('#shared/http/middleware/container_bindings_middleware'),
  () => import('#shared/http/middleware/farewell_middleware'),
  () => import('#shared/http/middleware/well_formed_request_middleware'),
  () => import('@adonisjs/static/static_middleware'),
  () => import('@adonisjs/vite/vite_middleware'),
])

// Nothing runs on every route: the API must never pay for sessions, nor pages accept its credentials.
router.use([])

const named = router.named({
  body: () => import('@adonisjs/core/bodyparser_middleware'),
  form: () => import('#shared/http/middleware/page_body_middleware'),
  locale: () => import('#shared/http/middleware/locale_middleware'),
  session: () => import('#shared/http/middleware/page_session_middleware'),
  shield: () => import('#shared/http/middleware/page_shield_middleware'),
  auth: () => import('@adonisjs/auth/initialize_auth_middleware'),
  person: () => import('../app/habilitations/middleware/person_scope_middleware.js'),
  page: () => import('../app/portal/middleware/page_frame_middleware.js'),
  reauthenticated: () => import('../app/users/middleware/reauthenticated_middleware.js'),
  technicalAccount: () =>
    import('../app/technical_accounts/middleware/technical_account_scope_middleware.js'),
  cpro: () => import('../app/cpro/middleware/cpro_envelope_middleware.js'),
})

/** The pipelines a route goes through; each module's routes.ts picks one. */
export const pipelines = {
  /** A page anybody may read, without a form. */
  publicPage: [
    named.form(),
    named.locale(),
    named.session({ form: false }),
    named.shield(),
    named.auth(),
    named.person({ required: false }),
    named.page(),
  ],
  /** A page anybody may read, with a form. */
  publicForm: [
    named.form(),
    named.locale(),
    named.session({ form: true }),
    named.shield(),
    named.auth(),
    named.person({ required: false }),
    named.page(),
  ],
  /**
   * Forms that hash or verify a person's password: they open their own scopes around it, so
   * that no connection waits for argon2.
   */
  passwordForm: [
    named.form(),
    named.locale(),
    named.session({ form: true }),
    named.shield(),
    named.auth(),
    named.person({ required: false, scope: false }),
    named.page(),
  ],
  /** A page of a signed-in person, in that person's scope. */
  person: [
    named.form(),
    named.locale(),
    named.session({ form: true }),
    named.shield(),
    named.auth(),
    named.person({ required: true }),
    named.page(),
  ],
  /** An act for which the password must have been given within five minutes. */
  sensitive: [
    named.form(),
    named.locale(),
    named.session({ form: true }),
    named.shield(),
    named.auth(),
    named.reauthenticated(),
    named.person({ required: true }),
    named.page(),
  ],
  /** The wire-compatible API: no session, no shield. */
  cpro: [named.cpro(), named.technicalAccount()],
  /** A call for which no transaction is held: it reads nothing, or on the lean path. */
  cproWithoutScope: [named.cpro(), named.technicalAccount({ scope: false })],
  /** What is under /cpro without being a call. */
  cproUnknown: [named.cpro()],
  /** OAuth endpoints: they authenticate by their own rules. */
  oauth: [named.body()],
}
