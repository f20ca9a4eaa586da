import env from '#start/env'
import { appUrl } from '#config/app'
import { defineConfig } from '@adonisjs/session'
import { SessionStore } from '#shared/sessions/session_store'

const servedOverTls = appUrl.startsWith('https:')

/** A session ends after 30 idle minutes, and 8 hours after the login whatever happens. */
export const IDLE_MINUTES = 30
export const ABSOLUTE_HOURS = 8

const sessionConfig = defineConfig({
  enabled: true,
  cookieName: servedOverTls ? '__Host-habilis' : 'habilis_session',
  clearWithBrowser: false,
  age: `${IDLE_MINUTES}m`,
  cookie: { path: '/', httpOnly: true, secure: servedOverTls, sameSite: 'lax' },
  store: env.get('SESSION_DRIVER', 'database'),
  stores: { database: () => new SessionStore(IDLE_MINUTES) },
})

export default sessionConfig
