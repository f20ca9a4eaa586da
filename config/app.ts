import type { IncomingMessage, ServerResponse } from 'node:http'
import env from '#start/env'
import proxyAddr from 'proxy-addr'
import server from '@adonisjs/core/services/server'
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
  // An address that can't be decoded names nothing: shown as what it is, it gets our own page.
  onBadUrl(request: IncomingMessage, response: ServerResponse) {
    request.url = encodeURI(request.url!.toWellFormed())
    void server.handle(request, response)
  },
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
