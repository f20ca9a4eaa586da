import logger from '@adonisjs/core/services/logger'
import { lean } from '#shared/tenancy/lean'
import type { PasswordInUse } from './authenticate.js'

const AT_MOST_EVERY = 60_000

const STATEMENT = {
  name: 'record_last_use',
  text: `update technical_passwords set last_used_at = now(), last_used_from = $2
         where id = $1 and (last_used_at is null or last_used_at <= now() - interval '1 minute')`,
}

const underway = new Map<number, Promise<void>>()

/**
 * Writes down when, from where and with which generation of the password an account called, at
 * most once a minute per generation. Beside the call: nothing waits for it, and the call succeeds
 * whether this does or not.
 */
export function recordLastUse({ id, lastUsedAt, readAt }: PasswordInUse, address: string): void {
  if (lastUsedAt && readAt.getTime() - lastUsedAt.getTime() < AT_MOST_EVERY) return
  if (underway.has(id)) return
  const written = lean({ systemReason: 'last use' }, { ...STATEMENT, values: [id, address] })
    .then(() => {})
    .catch((error) => logger.warn({ err: error }, 'The last use of a password was not recorded'))
    .finally(() => underway.delete(id))
  underway.set(id, written)
}

/** Resolves once what is being written is written. */
export async function lastUsesRecorded(): Promise<void> {
  await Promise.all(underway.values())
}
