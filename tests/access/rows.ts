/** Who tries. Those of a kind stand for everybody of that kind; the stage names them. */
export const ROLES = [
  'anonymous',
  /** Principal manager of another organisation. */
  'stranger',
  /** Validated attachment to the organisation, no other right. */
  'user',
  /** Validated attachment to one of its services only. */
  'service_user',
  /** Attachment deactivated. */
  'former',
  /** Validated attachment, but the person is deactivated. */
  'deactivated',
  'operator',
  /** The organisation's technical account, by bearer and cpro-account. */
  'technical_account',
  /** Another organisation's technical account. */
  'foreign_technical_account',
  /** Principal manager whose password was given long ago. */
  'stale_manager',
  'manager',
] as const
export type Role = (typeof ROLES)[number]

/** What an answer comes to. */
export type Outcome =
  /** 200 with a page, a file, or JSON. */
  | 'page'
  | 'file'
  | 'answer'
  /** A redirection after the act was done. */
  | 'done'
  /** A redirection somewhere else, without an act. */
  | 'elsewhere'
  | 'to_login'
  | 'reauthenticate'
  /** The form again: what was sent is not valid, which was looked at after the access. */
  | 'invalid'
  /** 404, 403, 401, 410, 400. */
  | 'hidden'
  | 'lacking'
  | 'unauthorised'
  | 'gone'
  | 'malformed'

export type Row = Readonly<Record<Role, Outcome>>

const PEOPLE_OF_THE_ORGANISATION = ['user', 'service_user', 'stale_manager', 'manager'] as const
const MANAGERS = ['stale_manager', 'manager'] as const
const NOBODY = [
  'anonymous',
  'deactivated',
  'technical_account',
  'foreign_technical_account',
] as const

const each = (roles: readonly Role[], outcome: Outcome) =>
  Object.fromEntries(roles.map((role) => [role, outcome])) as Record<Role, Outcome>

/** Everybody gets the same. */
export const everybody = (outcome: Outcome): Row => each(ROLES, outcome)

/** A session is needed; machines and the deactivated have none. */
export const signedIn = (outcome: Outcome, others: Outcome = 'to_login'): Row => ({
  ...everybody(outcome),
  ...each(NOBODY, others),
})

/** Every person with a session, but operators, whose business it is not. */
export const persons = (outcome: Outcome, operator: Outcome): Row => ({
  ...signedIn(outcome),
  operator,
})

/** Those with a validated attachment to the organisation; for others it does not exist. */
export const attached = (outcome: Outcome): Row => ({
  ...signedIn('hidden'),
  ...each(PEOPLE_OF_THE_ORGANISATION, outcome),
})

/** Its principal manager; its other people are told what they lack. */
export const principalManager = (outcome: Outcome): Row => ({
  ...attached('lacking'),
  ...each(MANAGERS, outcome),
})

/** Its principal manager; for its other people it does not exist either. */
export const principalManagerSecretly = (outcome: Outcome): Row => ({
  ...signedIn('hidden'),
  ...each(MANAGERS, outcome),
})

/** Whoever manages something, the stranger elsewhere; for others it does not exist. */
export const managers = (outcome: Outcome): Row => ({
  ...principalManagerSecretly(outcome),
  stranger: outcome,
})

/** The one person it is addressed to, here the plain user. */
export const addressee = (outcome: Outcome): Row => ({ ...signedIn('hidden'), user: outcome })

/** As the row, for who gave their password within five minutes. */
export const freshly = (row: Row): Row => ({ ...row, stale_manager: 'reauthenticate' })

/** Technical accounts only; a session means nothing here. */
export const machines = (own: Outcome, foreign: Outcome): Row => ({
  ...everybody('unauthorised'),
  technical_account: own,
  foreign_technical_account: foreign,
})
