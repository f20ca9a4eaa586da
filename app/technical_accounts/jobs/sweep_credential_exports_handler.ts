import { sweep } from '#shared/jobs/sweep'

/** Nothing depends on it but the room they take: what has expired is not given out anyway. */
export async function handle(): Promise<void> {
  await sweep('credential_exports', 'expires_at <= now()')
}
