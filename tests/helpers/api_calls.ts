import pg from 'pg'
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import type { ApiClient } from '@japa/api-client'
import { aManagedOrganisation } from './fixtures.js'
import { anAccount } from './technical_accounts.js'
import limiter from '@adonisjs/limiter/services/main'
import { flushFailedLogins } from '../../app/technical_accounts/authentication/failed_logins.js'
import { lastUsesRecorded } from '../../app/technical_accounts/authentication/last_use.js'

interface Credentials {
  login: string
  password: string
}

/** The value of the `cpro-account` header. */
export function cproAccount({ login, password }: Credentials): string {
  return Buffer.from(`${login}:${password}`).toString('base64')
}

/** A call with `cpro-account` alone, as most clients make it. */
export function call(client: ApiClient, path: string, account: Credentials, body: object = {}) {
  return client.post(`/cpro/${path}`).header('cpro-account', cproAccount(account)).json(body)
}

/** `transverses/v1/health-check`: whether these credentials open. */
export function checkHealth(client: ApiClient, account: Credentials) {
  return client
    .get('/cpro/transverses/v1/health-check')
    .header('cpro-account', cproAccount(account))
}

export function checkHealthWith(client: ApiClient, token: string) {
  return client.get('/cpro/transverses/v1/health-check').bearerToken(token)
}

/** A token, by the form. */
export async function aToken(client: ApiClient, { login, password }: Credentials): Promise<string> {
  const response = await client
    .post('/api/oauth/token')
    .form({ grant_type: 'client_credentials', client_id: login, client_secret: password })
  response.assertStatus(200)
  return response.body().access_token
}

export interface RawAnswer {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

/** A request with exactly these headers and bytes: no client library tidies them up. */
export function raw(
  path: string,
  {
    method = 'POST',
    headers = {},
    body,
  }: { method?: string; headers?: Record<string, string | string[]>; body?: string | Buffer } = {}
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { host: process.env.HOST, port: process.env.PORT, path, method, headers },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk) => chunks.push(chunk))
        response.on('end', () =>
          resolve({
            status: response.statusCode!,
            headers: response.headers,
            body: Buffer.concat(chunks).toString(),
          })
        )
      }
    )
    request.on('error', reject)
    request.end(body)
  })
}

/** Every statement any connection runs for `act`, begin and commit included; none of what waited before. */
export async function everyStatementDuring(act: () => Promise<unknown>): Promise<string[]> {
  await Promise.all([lastUsesRecorded(), flushFailedLogins()])
  const statements: string[] = []
  const { query } = pg.Client.prototype
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [first] = args as [string | { text?: string }]
    statements.push(typeof first === 'string' ? first : (first.text ?? ''))
    return (query as (...all: unknown[]) => unknown).apply(this, args)
  } as typeof query
  try {
    await act()
  } finally {
    pg.Client.prototype.query = query
  }
  return statements
}

/** Forgets what earlier tests counted, and waits for what they left to be written. */
export async function forgetCounts(): Promise<void> {
  await Promise.all([lastUsesRecorded(), flushFailedLogins()])
  await limiter.clear()
}

/** A technical account of a new organisation with its principal manager. */
export async function aCallingAccount(organisation: Record<string, unknown> = {}) {
  const managed = await aManagedOrganisation({ organisation })
  return { ...managed, account: await anAccount(managed.organisation.id) }
}
