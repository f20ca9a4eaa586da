/** What the catalogue test lets through, each with its reason. */

/** Tables with organisation_id that are no tenant tables. */
export const NO_TENANT_TABLES: Readonly<Record<string, string>> = {
  outbox_messages: 'payloads hold ids only; written in any scope, read by the relay',
}

/** Tenant tables whose policies are their own, and what these must be (role → policies). */
export const OWN_POLICIES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  audit_heads: {
    habilis_system: 'everything',
    // The chain's trigger runs as the owner; no scope of an actor sees the heads at all.
    habilis_owner: 'chain',
  },
}

/** Policies beside the two, `table.policy`. */
export const MORE_POLICIES: Readonly<Record<string, string>> = {
  'organisations.public_bodies': 'public bodies are in the directory: for reading',
  'services.public_bodies': 'a supplier finds the service codes of whom it invoices: for reading',
}

/** Unique indexes of tenant tables that begin with another column than organisation_id. */
export const UNIQUE_ACROSS_TENANTS: Readonly<Record<string, string>> = {
  organisations_identifier_unique: 'an organisation exists once, for everybody',
  technical_accounts_login_unique: 'a login opens by itself: it is the whole installation’s',
  credential_exports_ticket_hash_key: 'random, and looked up by itself',
  technical_passwords_version_unique: 'the account’s, whose organisation the foreign key holds',
  technical_passwords_one_current: 'the account’s, whose organisation the foreign key holds',
  password_notices_stage_unique: 'the password’s, whose organisation the foreign key holds',
}

/** Ids and what points at them are int32, but these, which grow with every act. */
export const BIGINTS = [
  'audit_events.id',
  'audit_events.sequence',
  'audit_heads.sequence',
  'outbox_messages.id',
]

/** Tables outside of the tenants that foreign keys may lead to. */
export const SHARED_BY_TENANTS: Readonly<Record<string, string>> = {
  organisations: 'the tenant itself',
  users: 'a person belongs to several organisations, and is seen through attachments',
}
