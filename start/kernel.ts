import app from '@adonisjs/core/services/app'
import router from '@adonisjs/core/services/router'
import server from '@adonisjs/core/services/server'

server.errorHandler(() => import('#shared/http/exception_handler'))

server.use([
  () => import('#shared/http/middleware/farewell_middleware'),
  // How the clients of an address read errors, those of unknown addresses and odd methods too.
  () => import('../app/cpro/middleware/cpro_envelope_middleware.js'),
  () => import('../app/technical_accounts/middleware/oauth_envelope_middleware.js'),
  () => import('#shared/http/middleware/well_formed_request_middleware'),
  () => import('#shared/http/middleware/static_files_middleware'),
  // Built assets are files: only a development server answers for them itself.
  ...(app.inDev ? [() => import('@adonisjs/vite/vite_middleware')] : []),
])

// Nothing runs on every route: the API must never pay for sessions, nor pages accept its credentials.
router.use([])

const named = router.named({
  bindings: () => import('#shared/http/middleware/container_bindings_middleware'),
  form: () => import('#shared/http/middleware/page_body_middleware'),
  locale: () => import('#shared/http/middleware/locale_middleware'),
  session: () => import('#shared/http/middleware/page_session_middleware'),
  shield: () => import('#shared/http/middleware/page_shield_middleware'),
  auth: () => import('@adonisjs/auth/initialize_auth_middleware'),
  person: () => import('../app/habilitations/middleware/person_scope_middleware.js'),
  page: () => import('../app/portal/middleware/page_frame_middleware.js'),
  reauthenticated: () => import('../app/users/middleware/reauthenticated_middleware.js'),
  technicalAccount: () =>
    import('../app/technical_accounts/middleware/technical_account_middleware.js'),
  technicalAccountScope: () =>
    import('../app/technical_accounts/middleware/technical_account_scope_middleware.js'),
  cproBody: () => import('../app/cpro/middleware/cpro_body_middleware.js'),
})

/** How much a page knows of who reads it; `scope: false` where it opens its scopes itself. */
interface Reader {
  required: boolean
  scope?: boolean
}

type Step = ReturnType<(typeof named)[keyof typeof named]>

function page({ form, reader }: { form: boolean; reader: Reader }, after: Step[] = []) {
  return [
    named.bindings(),
    named.form(),
    named.locale(),
    named.session({ form }),
    named.shield(),
    named.auth(),
    named.person(reader),
    ...after,
    named.page(),
  ]
}

/** The pipelines a route goes through; each module's routes.ts picks one. */
export const pipelines = {
  /** A page anybody may read, without a form. */
  publicPage: page({ form: false, reader: { required: false } }),
  /**
   * Forms that hash or verify a person's password: they open their own scopes around it, so
   * that no connection waits for argon2.
   */
  passwordForm: page({ form: true, reader: { required: false, scope: false } }),
  /** A page of a signed-in person, in that person's scope. */
  person: page({ form: true, reader: { required: true } }),
  /** An act for which the password must have been given within five minutes. */
  sensitive: page({ form: true, reader: { required: true } }, [named.reauthenticated()]),
  /** The wire-compatible API: no session, no shield. */
  cpro: [named.technicalAccount(), named.cproBody(), named.technicalAccountScope()],
  /** A call for which no transaction is held: it reads nothing, or on the lean path. */
  cproWithoutScope: [named.technicalAccount(), named.cproBody()],
  /** What is under /cpro without being a call. */
  cproUnknown: [named.technicalAccount()],
}
