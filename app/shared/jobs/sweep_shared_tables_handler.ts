import { sweep } from './sweep.js'

/**
 * Sessions after their end, counters nobody has added to for a day (the longest penalty is an
 * hour), nonces of forms older than any session, and messages done or given up a week ago.
 */
export async function handle(): Promise<void> {
  await sweep('sessions', 'expires_at < now()')
  await sweep('throttles', `updated_at < now() - interval '1 day'`)
  await sweep('used_nonces', `used_at < now() - interval '1 day'`)
  await sweep('outbox_messages', `settled_at < now() - interval '7 days'`)
}
