import { randomUUID } from 'node:crypto'
import type { Session } from '@adonisjs/session'

const KEY = 'binding'

/** Gives a session that begins what its secrets are bound to. */
export function bindSession(session: Pick<Session, 'put'>): void {
  session.put(KEY, randomUUID())
}

/**
 * What a secret that was handed to this session, and to no other, is bound to. Not its id: that
 * one changes when the password is given again, in another tab perhaps.
 */
export function sessionBinding(session: Pick<Session, 'get'>): string {
  const binding: unknown = session.get(KEY)
  if (typeof binding !== 'string') throw new Error('This session began without a login')
  return binding
}
