import env from '#start/env'
import proxyAddr from 'proxy-addr'
import { defineConfig } from '@adonisjs/core/http'

export const appUrl = env.get('APP_URL')
export const appName = env.get('APP_NAME', 'Habilis')
/** Dates are stored as instants and shown in one zone, named once on the page. */
export const timeZone = env.get('TIME_ZONE', 'Europe/Paris')
export const demonstration = env.get('DEMONSTRATION', false)

const servedOverTls = appUrl.startsWith('https:')

export const http = defineConfig({
  generateRequestId: true,
  allowMethodSpoofing: true,
  useAsyncLocalStorage: true,
  trustProxy: proxyAddr.compile(env.get('TRUSTED_PROXIES')?.split(',') ?? []),
  cookie: {
    domain: '',
    path: '/',
    maxAge: '8h',
    httpOnly: true,
    secure: servedOverTls,
    sameSite: 'lax',
  },
})
