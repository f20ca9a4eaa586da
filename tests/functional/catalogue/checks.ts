import { rowsOf } from '#tests/helpers/database'
import { ownerColumn, tenantTables } from './catalogue.js'
import {
  BIGINTS,
  MORE_POLICIES,
  OWN_POLICIES,
  SHARED_BY_TENANTS,
  UNIQUE_ACROSS_TENANTS,
} from './exceptions.js'

const names = (rows: { name: string }[]) => rows.map(({ name }) => name)

/** Tenant tables without row-level security, or whose owner is above it. */
export async function unprotectedTables(): Promise<string[]> {
  return names(
    await rowsOf(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace
         and relname = any(?) and not (relrowsecurity and relforcerowsecurity) order by 1`,
      [await tenantTables()]
    )
  )
}

interface Policy {
  table: string
  name: string
  role: string
  command: string
  using: string
  check: string | null
}

/** Policies of tenant tables that are not the two every one has, nor listed. */
export async function policyFaults(): Promise<string[]> {
  const policies = await rowsOf<Policy>(
    `select tablename as table, policyname as name, array_to_string(roles, ',') as role,
       cmd as command, qual as using, with_check as check
     from pg_policies where schemaname = 'public' order by 1, 2`
  )
  const tables = await tenantTables()
  const faults = policies.filter((policy) => !isExpected(policy))
  const missing = tables.flatMap((table) => {
    const own = policies.filter((policy) => policy.table === table).map(({ name }) => name)
    const wanted = Object.values(OWN_POLICIES[table] ?? { app: 'tenant', system: 'everything' })
    return wanted.filter((name) => !own.includes(name)).map((name) => `${table} lacks ${name}`)
  })
  return [...faults.map(({ table, name }) => `${table} has ${name}`), ...missing]
}

function isExpected({ table, name, role, command, using, check }: Policy): boolean {
  if (`${table}.${name}` in MORE_POLICIES) {
    return role === 'habilis_app' && command === 'SELECT' && using.includes(`'public_body'`)
  }
  if (check !== null || command !== 'ALL') return false
  if (table in OWN_POLICIES) return OWN_POLICIES[table][role] === name && using === 'true'
  if (name === 'everything') return role === 'habilis_system' && using === 'true'
  const bound = `(${ownerColumn(table)} = ANY (( SELECT (string_to_array(current_setting('app.organisations'`
  return name === 'tenant' && role === 'habilis_app' && using.startsWith(bound)
}

/** Foreign keys by which a row of one organisation could point at another's. */
export async function looseKeys(): Promise<string[]> {
  const keys = await rowsOf<{ from: string; to: string; columns: string[]; targets: string[] }>(
    `select k.conrelid::regclass::text as from, k.confrelid::regclass::text as to,
       columns_of(k.conrelid, k.conkey) as columns, columns_of(k.confrelid, k.confkey) as targets
     from pg_constraint k where k.contype = 'f' and k.connamespace = 'public'::regnamespace`.replace(
      /columns_of\(([\w.]+), ([\w.]+)\)/g,
      `array(select a.attname::text from unnest($2) with ordinality c (number, position)
         join pg_attribute a on a.attrelid = $1 and a.attnum = c.number order by c.position)`
    )
  )
  const tenants = await tenantTables()
  return keys
    .filter(({ from, to }) => tenants.includes(from) && !(to in SHARED_BY_TENANTS))
    .filter(({ columns, targets }) => {
      const at = columns.indexOf('organisation_id')
      return columns.length < 2 || at < 0 || targets[at] !== 'organisation_id'
    })
    .map(({ from, to, columns }) => `${from} (${columns.join(', ')}) → ${to}`)
}

/** Views that read with their owner's rights, and copies that have no policies at all. */
export async function unsafeViews(): Promise<string[]> {
  return names(
    await rowsOf(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace
         and (relkind in ('m', 'f') or relkind = 'v'
           and not coalesce('security_invoker=true' = any(reloptions), false)) order by 1`
    )
  )
}

/** Functions that run with their owner's rights, with the settings that hold them in place. */
export async function ownersFunctions(): Promise<string[]> {
  return names(
    await rowsOf(
      `select proname || ' ' || coalesce(array_to_string(proconfig, ' '), '') as name
       from pg_proc where pronamespace = 'public'::regnamespace and prosecdef order by 1`
    )
  )
}

/** What a runtime role may do to a table that is more than reading and writing rows. */
export async function excessiveGrants(): Promise<string[]> {
  return names(
    await rowsOf(
      `select role || ' ' || relname as name
       from pg_class, unnest(array['habilis', 'habilis_app', 'habilis_system', 'public']) role
       where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v')
         and (has_table_privilege(role, pg_class.oid, 'truncate, references, trigger')
           or role = 'public' and has_table_privilege(role, pg_class.oid, 'select, insert, update, delete')
           or relname in ('audit_events', 'audit_heads')
             and has_table_privilege(role, pg_class.oid, 'update, delete'))
       order by 1`
    )
  )
}

/** Unique indexes of tenant tables by which one tenant could stand in another's way. */
export async function uniqueAcrossTenants(): Promise<string[]> {
  const indexes = await rowsOf<{ name: string; table: string; first: string | null }>(
    `select i.indexrelid::regclass::text as name, i.indrelid::regclass::text as table,
       (select attname::text from pg_attribute where attrelid = i.indrelid and attnum = i.indkey[0]) as first
     from pg_index i join pg_class c on c.oid = i.indrelid
     where i.indisunique and not i.indisprimary and c.relnamespace = 'public'::regnamespace
       and c.relname = any(?) order by 1`,
    [await tenantTables()]
  )
  return indexes
    .filter(({ table, first }) => first !== ownerColumn(table))
    .map(({ name }) => name)
    .filter((name) => !(name in UNIQUE_ACROSS_TENANTS))
}

/** Columns of 64 bits that are not listed, and listed ones that are not. */
export async function unlistedBigints(): Promise<string[]> {
  const columns = names(
    await rowsOf(
      `select relname || '.' || attname as name from pg_attribute join pg_class c on c.oid = attrelid
       where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and attnum > 0
         and atttypid = 'bigint'::regtype and relname not like 'adonis%'`
    )
  )
  return [
    ...columns.filter((name) => !BIGINTS.includes(name)),
    ...BIGINTS.filter((name) => !columns.includes(name)),
  ].sort()
}
