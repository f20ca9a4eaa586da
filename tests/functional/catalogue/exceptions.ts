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

/** Tables outside of the tenants that foreign keys may lead to. */
export const SHARED_BY_TENANTS: Readonly<Record<string, string>> = {
  organisations: 'the tenant itself',
  users: 'a person belongs to several organisations, and is seen through attachments',
}
