/** What the guards let through, each with its reason. An entry that no longer applies fails too. */

type Reasons = Readonly<Record<string, string>>

/** Controller methods that decide nothing about the caller, as `path#method`. */
export const OPEN_ACTIONS: Reasons = {
  'app/portal/controllers/home_controller#show': 'anybody has a home; it shows the caller’s own',
  'app/portal/controllers/information_pages_controller#show': 'public pages',
  'app/portal/controllers/status_controller#show': 'public page',
  'app/portal/controllers/locale_controller#update': 'a language, kept in the browser',
  'app/cpro/controllers/appels_inconnus_controller#show': 'the same 404 for every account',
  'app/shared/health/liveness_controller#show': 'asked by machines without an account',
  'app/shared/health/readiness_controller#show': 'asked by machines without an account',
  'app/users/controllers/session_controller#create': 'the form to sign in',
  'app/users/controllers/session_controller#store': 'the password decides',
  'app/users/controllers/session_controller#destroy': 'ends the session it came with',
  'app/users/controllers/reauthentication_controller#create': 'the caller’s own password',
  'app/users/controllers/reauthentication_controller#store': 'the caller’s own password',
  'app/users/controllers/password_reset_requests_controller#create': 'for who can’t sign in',
  'app/users/controllers/password_reset_requests_controller#store': 'answers the same to all',
  'app/users/controllers/password_resets_controller#edit': 'the link’s secret decides',
  'app/users/controllers/password_resets_controller#update': 'the link’s secret decides',
  'app/users/controllers/contact_email_verifications_controller#create':
    'the link’s secret decides',
  'app/users/controllers/contact_email_verifications_controller#store': 'the link’s secret decides',
  'app/technical_accounts/controllers/oauth_metadata_controller#show': 'RFC 8414: public',
  'app/technical_accounts/controllers/oauth_tokens_controller#store': 'the secret decides',
  'app/technical_accounts/controllers/oauth_revocations_controller#store': 'the secret decides',
  'app/technical_accounts/controllers/oauth_introspections_controller#store':
    'the secret decides, on the account’s own tokens',
}

/** Files that see past the caller's organisations. */
export const SYSTEM_SCOPES: Reasons = {
  'app/habilitations/middleware/person_scope_middleware.ts':
    'finds who calls, before any reach is known',
  'app/organisation/actions/disclose_organisation.ts':
    'the directory discloses a private organisation to who knows its identifier, and logs it',
  'app/shared/health/database_checks.ts': 'the age of the outbox, no tenant’s data',
  'app/shared/http/exception_handler.ts':
    'journals a refusal, which the request’s rollback must not undo',
  'app/shared/jobs/sweep.ts': 'deletes what expired, everywhere',
  'app/technical_accounts/actions/create_by_operator.ts': 'an operator’s command',
  'app/technical_accounts/actions/revoke_token.ts': 'the caller is a token, with no reach yet',
  'app/technical_accounts/authentication/failed_logins.ts':
    'counts and tells failures, which survive the refused request',
  'app/technical_accounts/authentication/find_account.ts': 'finds which account calls',
  'app/technical_accounts/authentication/last_use.ts':
    'notes a use whatever becomes of the call, for many accounts at once',
  'app/technical_accounts/expiry/check_password_expiry.ts':
    'a job; a transaction for each portion of all accounts',
  'app/technical_accounts/jobs/render_credential_export_handler.ts':
    'a job; two short transactions around the drawing',
  'app/technical_accounts/refuse_unknown_peppers.ts': 'self-test at start-up',
  'app/users/actions/confirm_password.ts': 'the caller’s own row; no scope is open around a hash',
  'app/users/actions/create_operator.ts': 'an operator’s command',
  'app/users/actions/request_password_reset.ts': 'nobody is signed in yet',
  'app/users/actions/reset_password.ts': 'nobody is signed in yet',
  'app/users/actions/sign_in.ts': 'nobody is signed in yet',
  'app/users/actions/verify_contact_email.ts': 'a link may be opened signed out',
  'app/users/controllers/contact_email_verifications_controller.ts':
    'a link may be opened signed out',
  'app/users/controllers/password_resets_controller.ts': 'nobody is signed in yet',
  'app/users/jobs/send_contact_email_verification_handler.ts':
    'a job; the mail leaves outside of the transaction',
  'app/users/jobs/send_password_reset_link_handler.ts':
    'a job; the mail leaves outside of the transaction',
  'commands/audit_verify.ts': 'verifies every organisation’s journal',
  'database/demonstration/fill.ts': 'fills an empty database',
  'workers/dead_letters.ts': 'an operator’s command, on every organisation’s messages',
  'workers/outbox_audit.ts': 'looks after every organisation’s messages',
  'workers/outbox_relay.ts': 'relays every organisation’s messages',
  'workers/settlement.ts': 'jobs act for the system',
}

/** Files from which something leaves the process directly. */
export const LEAVES_DIRECTLY: Reasons = {
  'app/shared/mails/send_mail.ts': 'where job handlers send mails',
}

/** Expressions that templates print unescaped; `*` for all of a template. */
export const UNESCAPED: Readonly<Record<string, Reasons>> = {
  'resources/views/mails/layout_text.edge': { '*': 'plain text: there is no markup to break' },
  'resources/views/components/alert.edge': {
    'await $slots.main()': 'a slot is a rendered template, escaped inside',
  },
  'resources/views/layouts/main.edge': {
    'await $slots.main()': 'a slot is a rendered template, escaped inside',
  },
}

/** Files of 250 lines and more. */
export const LONG_FILES: Reasons = {}
