import { rowsOf } from '#tests/helpers/database'
import { NO_TENANT_TABLES } from './exceptions.js'

/** Tables with a column organisation_id, and organisations themselves. */
export async function tenantTables(): Promise<string[]> {
  const rows = await rowsOf<{ name: string }>(
    `select c.relname as name from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
       and (c.relname = 'organisations' or exists (
         select from pg_attribute a
         where a.attrelid = c.oid and a.attname = 'organisation_id' and not a.attisdropped))
     order by c.relname`
  )
  return rows.map(({ name }) => name).filter((name) => !(name in NO_TENANT_TABLES))
}

/** The column that says whose a row is. */
export const ownerColumn = (table: string) => (table === 'organisations' ? 'id' : 'organisation_id')
