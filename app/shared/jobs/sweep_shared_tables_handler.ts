import { sweep } from './sweep.js'

/**
 * Sessions after their end, counters nobody has added to for a day (the longest penalty is an
 * hour), nonces of forms older than any session, messages done a week ago, those given up a month
 * ago (until then `jobs:retry` has them done again), and what was told of mails for two weeks.
 */
export async function handle(): Promise<void> {
  await sweep('sessions', 'expires_at < now()')
  await sweep('throttles', `updated_at < now() - interval '1 day'`)
  await sweep('used_nonces', `used_at < now() - interval '1 day'`)
  await sweep('outbox_messages', `settled_at < now() - interval '7 days' and given_up_at is null`)
  await sweep('outbox_messages', `given_up_at < now() - interval '30 days'`)
  await sweep('undelivered_mails', `given_up_at < now() - interval '14 days'`)
}
