import {
  addressee,
  attached,
  everybody,
  freshly,
  machines,
  managers,
  persons,
  principalManager,
  principalManagerSecretly,
  signedIn,
  type Outcome,
  type Row,
} from './rows.js'
import type { Stage, Thing, Things } from './stage.js'

/** What a route answers to whom, on the organisation of the stage. */
export interface Entry {
  row: Row
  /** Which thing each parameter of the address names. */
  params?: Readonly<Record<string, Thing>>
  /** What is sent, where it has to be right for the act to be done. */
  body?: (stage: Stage, things: Things) => Record<string, unknown>
  /** What the ids of a public body get, which anybody finds in the directory. */
  publicBody?: Outcome
  /** Why it changes something without a CSRF token. */
  withoutToken?: string
}

const ORGANISATION = { id: 'organisation' } as const
const ACCOUNT = { id: 'organisation', accountId: 'account' } as const
const nonce = (stage: Stage) => ({ nonce: stage.nonce() })

/** A client names itself in the form or by Basic: a bearer is no way to, and nothing else counts. */
const OAUTH: Row = {
  ...everybody('malformed'),
  technical_account: 'unauthorised',
  foreign_technical_account: 'unauthorised',
}

/**
 * The access matrix: one line a route, by its name. Policies are reviewed against it and the
 * tests in tests/functional/access are made from it; a route without a line fails the build.
 */
export const MATRIX: Readonly<Record<string, Entry>> = {
  // Open to the world.
  'health.live': { row: everybody('answer') },
  'health.ready': { row: everybody('answer') },
  'home.show': { row: everybody('page') },
  'status': { row: everybody('page') },
  'help': { row: everybody('page') },
  'sitemap': { row: everybody('page') },
  'legal_notice': { row: everybody('page') },
  'personal_data': { row: everybody('page') },
  'accessibility': { row: everybody('page') },
  'terms': { row: everybody('page') },
  'contact': { row: everybody('page') },
  'locale.update': {
    row: everybody('done'),
    body: () => ({ locale: 'en' }),
    withoutToken: 'visitors without a session choose a language, kept in their own browser',
  },

  // The door, for people.
  'session.create': { row: { ...signedIn('elsewhere', 'page') } },
  'session.store': { row: everybody('invalid') },
  'session.destroy': { row: everybody('done') },
  'password_reset_requests.create': { row: everybody('page') },
  'password_reset_requests.store': { row: everybody('invalid') },
  'password_resets.edit': { row: everybody('gone'), params: { secret: 'secret' } },
  'password_resets.update': {
    row: everybody('gone'),
    params: { secret: 'secret' },
    body: () => ({
      password: 'une autre phrase de passe',
      password_confirmation: 'une autre phrase de passe',
    }),
  },
  'contact_email_verifications.create': { row: everybody('gone'), params: { secret: 'secret' } },
  'contact_email_verifications.store': { row: everybody('gone'), params: { secret: 'secret' } },
  'reauthentication.create': { row: signedIn('page') },
  'reauthentication.store': { row: signedIn('invalid') },

  // One's own account.
  'account.show': { row: signedIn('page') },
  'contact_emails.edit': { row: freshly(signedIn('page')) },
  'contact_emails.update': {
    row: freshly(signedIn('done')),
    body: () => ({ email: 'nouvelle@exemple.test' }),
  },

  // What one manages.
  'manager_activities.show': { row: persons('page', 'lacking') },
  'own_organisations.index': { row: persons('file', 'lacking') },
  'history_exports.create': { row: freshly(managers('page')) },
  'history_exports.show': { row: freshly(managers('file')) },
  'history.show': { row: principalManagerSecretly('page'), params: { id: 'event' } },

  // An organisation.
  'organisations.show': { row: attached('page'), params: ORGANISATION },
  'organisation_users.create': { row: freshly(attached('page')), params: ORGANISATION },
  'organisation_users.index': { row: freshly(attached('file')), params: ORGANISATION },

  // Handing its principal manager's role over.
  'handovers.create': { row: freshly(principalManager('page')), params: ORGANISATION },
  'handovers.store': {
    // One is under way on the stage.
    row: freshly(principalManager('invalid')),
    params: ORGANISATION,
    body: ({ people }) => ({ user: people.user.id }),
  },
  'handovers.destroy': { row: principalManager('done'), params: ORGANISATION },
  'handovers.show': { row: addressee('page'), params: { id: 'handover' } },
  'handover_acceptances.store': { row: addressee('done'), params: { id: 'handover' } },
  'handover_acceptances.destroy': { row: addressee('done'), params: { id: 'handover' } },

  // Its technical accounts.
  'technical_accounts.create': { row: freshly(principalManager('page')), params: ORGANISATION },
  'technical_accounts.store': {
    row: freshly(principalManager('page')),
    params: ORGANISATION,
    body: nonce,
  },
  'technical_account_passwords.create': { row: freshly(principalManager('page')), params: ACCOUNT },
  'technical_account_passwords.store': {
    row: freshly(principalManager('page')),
    params: ACCOUNT,
    body: nonce,
  },
  'technical_accounts.show': { row: principalManager('page'), params: ACCOUNT },
  'technical_accounts.destroy': { row: principalManager('done'), params: ACCOUNT },
  'technical_account_suspensions.create': { row: principalManager('page'), params: ACCOUNT },
  'technical_account_suspensions.store': { row: principalManager('done'), params: ACCOUNT },
  'technical_account_suspensions.destroy': { row: principalManager('done'), params: ACCOUNT },
  'technical_account_expiries.show': { row: principalManager('file'), params: ACCOUNT },
  'technical_account_overlaps.show': { row: principalManager('page'), params: ACCOUNT },
  'technical_account_overlaps.destroy': { row: principalManager('done'), params: ACCOUNT },
  'credential_exports.store': { row: principalManager('invalid'), params: ORGANISATION },
  // A ticket belongs to the session that asked for it: here, to nobody's.
  'credential_exports.show': { row: signedIn('hidden'), params: { ticket: 'ticket' } },
  'credential_export_files.show': { row: signedIn('hidden'), params: { ticket: 'ticket' } },

  // OAuth: what was sent decides; neither a session nor cpro-account helps.
  'oauth_metadata.show': { row: everybody('answer') },
  'oauth_tokens.store': { row: OAUTH },
  'oauth_tokens.store_short': { row: OAUTH },
  'oauth_revocations.store': { row: OAUTH },
  // RFC 7662 §2.3 knows no 400 for it.
  'oauth_introspections.store': { row: everybody('unauthorised') },

  // /cpro: technical accounts, on their principal manager's organisations and any public one.
  'cpro.etats.show': { row: machines('answer', 'answer') },
  'cpro.structures.index': { row: machines('answer', 'answer') },
  'cpro.structures.show': {
    row: machines('answer', 'hidden'),
    body: (_, { organisation }) => ({ idStructureCPP: organisation }),
    publicBody: 'answer',
  },
  'cpro.services.index': {
    row: machines('answer', 'hidden'),
    body: (_, { organisation }) => ({ idStructure: organisation }),
    publicBody: 'answer',
  },
  'cpro.services.show': {
    row: machines('answer', 'hidden'),
    body: (_, { organisation, service }) => ({ idStructure: organisation, idService: service }),
    publicBody: 'answer',
  },
  'cpro.rattachements.index': { row: machines('answer', 'answer') },
  'cpro.appels_inconnus.racine': { row: machines('hidden', 'hidden') },
  'cpro.appels_inconnus.autres': { row: machines('hidden', 'hidden'), params: { '*': 'nowhere' } },
}
