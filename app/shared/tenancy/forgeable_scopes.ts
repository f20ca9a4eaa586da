import type { Logger } from '@adonisjs/core/logger'
import { unscoped } from './seam.js'

const SET_CONFIG = 'pg_catalog.set_config(text, text, boolean)'

/**
 * Says at the start when a query could bind itself to another scope: set_config() could not be
 * revoked, because the server's administrator was no superuser or roles.sql was not run.
 *
 * @param forger the function that nobody at runtime may call
 */
export async function warnOfForgeableScopes(logger: Logger, forger = SET_CONFIG): Promise<void> {
  const { rows } = await unscoped('outside').rawQuery(
    `select role from unnest(array[current_user::text, 'habilis_app', 'habilis_system']) role
     where has_function_privilege(role, ?, 'execute')`,
    [forger]
  )
  if (rows.length === 0) return
  logger.warn(
    { roles: rows.map(({ role }: { role: string }) => role) },
    'set_config() is not revoked: only the application keeps its own SQL from another ' +
      'organisation. Let a superuser run database/roles.sql (docs/operations.md)'
  )
}
