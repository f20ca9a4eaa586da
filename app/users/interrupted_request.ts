import type { HttpContext } from '@adonisjs/core/http'
import { localPath, localReferrer } from '#shared/http/local_url'
import { typedInput } from '#shared/http/typed_input'

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
    : {
        to: localReferrer(request.header('referer'), request.host()) ?? '/',
        input: typedInput(request.body()),
      }
  session.put(KEY, { ...interrupted })
}

/** Where the interrupted request was going, for the form that asks for the password. */
export function whereInterrupted(session: HttpContext['session']): string {
  return localPath((session.get(KEY) as Interrupted | null)?.to) ?? '/'
}

/**
 * Where to go on: where the session says, else where the form says (the session may have ended
 * and begun anew meanwhile), else the home page.
 */
export function takeInterrupted(session: HttpContext['session'], next?: string): Interrupted {
  const kept = session.pull(KEY) as Interrupted | null
  return { to: localPath(kept?.to) ?? localPath(next) ?? '/', input: kept?.input ?? {} }
}
