import type { HttpContext } from '@adonisjs/core/http'
import { localPath, localReferrer } from './local_url.js'
import { typedIn } from './refused_form.js'

const KEY = 'reauthentication'

interface Interrupted {
  /** Local path to come back to. */
  to: string
  /** What was typed, for the form to show again. */
  input: Record<string, string>
}

/**
 * Remembers where a request was going. A form that was sent is never sent again by us: the
 * person comes back to it, with what was typed, and decides anew.
 */
export function keepInterrupted(ctx: HttpContext): void {
  const { request, session } = ctx
  const interrupted: Interrupted = ['GET', 'HEAD'].includes(request.method())
    ? { to: localPath(request.url(true)) ?? '/', input: {} }
    : { to: localReferrer(request.header('referer'), request.host()) ?? '/', input: typedIn(ctx) }
  session.put(KEY, { ...interrupted })
}

/** Where to go on, the home page when nothing was interrupted. */
export function takeInterrupted(session: HttpContext['session']): Interrupted {
  const kept = session.pull(KEY) as Interrupted | null
  return { to: localPath(kept?.to) ?? '/', input: kept?.input ?? {} }
}
