import { sweep } from '#shared/jobs/sweep'

/** A link that can't be used any more tells nothing after a week. */
export async function handle(): Promise<void> {
  await sweep('user_links', `expires_at < now() - interval '7 days'`)
}
