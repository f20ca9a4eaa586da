import { Secret } from '@adonisjs/core/helpers'
import { Env } from '@adonisjs/core/env'
import { KeyRing } from '#shared/keys/key_ring'

const SHORTEST_APP_KEY = 32

function appKey(name: string, value?: string): Secret<string> {
  if (!value) throw new Error(`${name} is missing: see docs/operations.md, Keys`)
  if (value.length < SHORTEST_APP_KEY) {
    throw new Error(`${name} is shorter than ${SHORTEST_APP_KEY} characters`)
  }
  return new Secret(value)
}

/** Read once here, so that a process with an unusable ring ends before it does anything. */
function keyRing(name: string, value?: string): Secret<string> {
  if (!value) throw new Error(`${name} is missing: see docs/operations.md, Keys`)
  KeyRing.parse(name, value)
  return new Secret(value)
}

/**
 * What an installation can set; docs/operations.md explains each. `npm start` and the ace
 * commands provide what the embedded servers need; a production server has to name its own.
 */
export default await Env.create(new URL('../', import.meta.url), {
  NODE_ENV: Env.schema.enum(['development', 'production', 'test'] as const),
  HOST: Env.schema.string({ format: 'host' }),
  PORT: Env.schema.number(),
  /** Public address of the portal, without a trailing slash: links in mails begin with it. */
  APP_URL: Env.schema.string({ format: 'url', tld: false }),
  APP_NAME: Env.schema.string.optional(),
  /** Signs and encrypts cookies, forms and sealed exports: at least 32 characters. */
  APP_KEY: appKey,
  LOG_LEVEL: Env.schema.enum.optional([
    'fatal',
    'error',
    'warn',
    'info',
    'debug',
    'trace',
    'silent',
  ] as const),
  SESSION_DRIVER: Env.schema.enum.optional(['database', 'memory'] as const),
  /** Proxies whose X-Forwarded-For is believed: "loopback", addresses or ranges, comma-separated. */
  TRUSTED_PROXIES: Env.schema.string.optional(),

  /** Runtime login (role habilis). */
  DATABASE_URL: Env.schema.string(),
  /** Login that owns the tables; only `db:migrate` uses it. */
  DATABASE_OWNER_URL: Env.schema.string.optional(),
  /** BullMQ's login, confined to its schema; unused with Redis. */
  DATABASE_JOBS_URL: Env.schema.string.optional(),
  /** Connections per process for requests; a quarter as many serve sessions and counters. */
  DATABASE_POOL: Env.schema.number.optional(),
  /** Moves the queues to Redis or Valkey. */
  REDIS_URL: Env.schema.string.optional(),

  SMTP_HOST: Env.schema.string({ format: 'host' }),
  SMTP_PORT: Env.schema.number(),
  SMTP_USERNAME: Env.schema.string.optional(),
  SMTP_PASSWORD: Env.schema.secret.optional(),
  SMTP_SECURE: Env.schema.boolean.optional(),
  MAIL_FROM_ADDRESS: Env.schema.string.optional(),
  /** Page where the demonstration's mails can be read. */
  MAIL_INBOX_URL: Env.schema.string.optional(),

  /** Domain of the technical logins, TECH_0…@domain. */
  TECHNICAL_ACCOUNT_DOMAIN: Env.schema.string.optional(),
  /** Validity of a technical password, in days of 24 hours. */
  TECHNICAL_PASSWORD_DAYS: Env.schema.number.optional(),
  /** "id:base64,…" of at least 32 bytes each, the first one signs; keep old ones while in use. */
  TECHNICAL_PASSWORD_PEPPERS: keyRing,
  /** Same form; authenticates the API's access tokens. */
  TOKEN_KEYS: keyRing,
  /** Accept a right `cpro-account` header without a bearer token (default true). */
  CPRO_ACCOUNT_ALONE: Env.schema.boolean.optional(),
  /** API calls a minute, per technical account (default 6000) and per source address (12000). */
  API_CALLS_PER_ACCOUNT: Env.schema.number.optional(),
  API_CALLS_PER_SOURCE: Env.schema.number.optional(),

  DEMONSTRATION: Env.schema.boolean.optional(),
  TIME_ZONE: Env.schema.string.optional(),
})
