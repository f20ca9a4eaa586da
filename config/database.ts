import pg from 'pg'
import env from '#start/env'
import { defineConfig } from '@adonisjs/lucid'
import { closeWhenSilent } from '#shared/tenancy/silence'

const pool = env.get('DATABASE_POOL', 10)

// Outbox and audit ids are bigints that will not pass 2^53 in the life of an installation.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

const STATEMENT_TIMEOUT = 15_000

const connection = (url: string) => ({
  connectionString: url,
  application_name: 'habilis',
  statement_timeout: STATEMENT_TIMEOUT,
  lock_timeout: 5_000,
  idle_in_transaction_session_timeout: 30_000,
  connectionTimeoutMillis: 3_000,
})

const poolOf = (max: number) => ({
  min: 0,
  max,
  acquireTimeoutMillis: 3_000,
  afterCreate: closeWhenSilent(STATEMENT_TIMEOUT + 5_000),
})
const few = Math.max(2, Math.ceil(pool / 4))

/** Options of the driver and of the query builder that the types here don't know. */
const pipelined = { pipeline: true }
/** An error names the statement and none of its values: hashes, sessions and sealed secrets are among them. */
const withoutValues = { compileSqlOnError: false }

const databaseConfig = defineConfig({
  connection: 'postgres',
  connections: {
    /** Requests and jobs. Reached through a tenancy scope only (app/shared/tenancy). */
    postgres: {
      ...withoutValues,
      client: 'pg',
      connection: connection(env.get('DATABASE_URL')),
      pool: poolOf(pool),
    },
    /** What must not wait for, nor be rolled back with, a request: sessions, counters, health. */
    outside: {
      ...withoutValues,
      client: 'pg',
      connection: connection(env.get('DATABASE_URL')),
      pool: poolOf(few),
    },
    /** One-statement transactions written in one go (app/shared/tenancy/lean.ts). */
    lean: {
      ...withoutValues,
      client: 'pg',
      connection: { ...connection(env.get('DATABASE_URL')), ...pipelined },
      pool: poolOf(few),
    },
    /** Owner of the tables: migrations and tests. */
    owner: {
      ...withoutValues,
      client: 'pg',
      connection: env.get('DATABASE_OWNER_URL') ?? '',
      pool: { min: 0, max: 2 },
      migrations: { naturalSort: true, paths: ['database/migrations'] },
      schemaGeneration: { rulesPaths: ['./database/schema_rules.js'] },
    },
  },
})

export default databaseConfig
