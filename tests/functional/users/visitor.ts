import { request } from 'node:http'
import { MessageBuilder } from '@adonisjs/core/helpers'
import emitter from '@adonisjs/core/services/emitter'
import db from '@adonisjs/lucid/services/db'
import app from '@adonisjs/core/services/app'
import SessionMiddleware from '@adonisjs/session/session_middleware'
import { IDLE_MINUTES } from '#config/session'
import sessionConfig from '#config/session'
import { SessionStore } from '#shared/sessions/session_store'
import { configProvider } from '@adonisjs/core'
import { PASSWORD } from '#tests/helpers/fixtures'

export interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: string
  /** Where it redirects to, without the host. */
  location: string | null
}

const SESSION_COOKIE = 'habilis_session'

/**
 * A browser without JavaScript: keeps cookies, sends the token of the form it last read, follows
 * no redirect by itself. Unlike the framework's test client it has no way into the session.
 */
export class Visitor {
  #cookies = new Map<string, string>()
  #token = ''
  #page = '/'

  /**
   * @param address one of 127.0.0.0/8, the source that attempts are counted by
   * @param site another server than the tests' own
   */
  constructor(
    private address = '127.0.0.1',
    private site = origin()
  ) {}

  /** The session's cookie as the server gave it, signature included. */
  get session() {
    return this.#cookies.get(SESSION_COOKIE)
  }

  set session(value: string | undefined) {
    if (value === undefined) this.#cookies.delete(SESSION_COOKIE)
    else this.#cookies.set(SESSION_COOKIE, value)
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    const answer = await this.#send('GET', path, headers)
    this.#page = path
    return answer
  }

  /** Sends a form as if from the page last read. `token: null` leaves the CSRF token out. */
  async post(
    path: string,
    fields: Record<string, string> = {},
    {
      token = this.#token,
      headers = {},
    }: { token?: string | null; headers?: Record<string, string> } = {}
  ): Promise<Answer> {
    const body = new URLSearchParams(token === null ? fields : { ...fields, _csrf: token })
    return this.#send(
      'POST',
      path,
      {
        'content-type': 'application/x-www-form-urlencoded',
        'referer': `${this.site}${this.#page}`,
        ...headers,
      },
      body.toString()
    )
  }

  /** Fills the login form in. */
  async signIn(email: string, password = PASSWORD, fields: Record<string, string> = {}) {
    await this.get('/login')
    return this.post('/login', { email, password, ...fields })
  }

  #send(method: string, path: string, headers: Record<string, string>, body?: string) {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>()
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const sent = request(
      this.site + path,
      {
        method,
        localAddress: this.address,
        agent: false,
        headers: { accept: 'text/html', ...(cookie && { cookie }), ...headers },
      },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk) => chunks.push(chunk))
        response.on('end', () =>
          resolve(this.#read(response.statusCode!, response.headers, chunks))
        )
      }
    )
    sent.on('error', reject)
    sent.end(body)
    return promise
  }

  #read(status: number, headers: Answer['headers'], chunks: Buffer[]): Answer {
    for (const cookie of headers['set-cookie'] ?? []) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!
      if (/max-age=-|expires=Thu, 01 Jan 1970/i.test(cookie)) this.#cookies.delete(name)
      else this.#cookies.set(name, value)
    }
    const body = Buffer.concat(chunks).toString()
    this.#token = /name='_csrf' value='([^']+)'/.exec(body)?.[1] ?? this.#token
    const location = headers.location as string | undefined
    return { status, headers, body, location: location?.replace(this.site, '') ?? null }
  }
}

const origin = () => `http://${process.env.HOST}:${process.env.PORT}`

/** Lets the server of this test keep its sessions where a real one does. Use as a group's setup. */
export async function withDatabaseSessions() {
  const config = (await configProvider.resolve<any>(app, sessionConfig))! // any: the resolved type is internal
  const stores = { ...config.stores, database: () => new SessionStore(IDLE_MINUTES) }
  app.container.swap(
    SessionMiddleware,
    () => new SessionMiddleware({ ...config, stores, store: 'database' }, emitter)
  )
  return () => app.container.restore(SessionMiddleware)
}

type Row = Record<string, any> // any: a row has the columns the query names

/** Runs a statement on sessions or counters as the runtime login: to read them or move them in time. */
export async function outside(sql: string, bindings: unknown[] = []): Promise<Row[]> {
  const { rows } = await db.connection('outside').rawQuery(sql, bindings as never[])
  return rows
}

export const MINUTES = 60_000

/** Makes the session of a person as old as if the password had been given this long ago. */
export async function letPass(person: { id: number }, milliseconds: number) {
  for (const { id, data } of await outside('select * from sessions where user_id = ?', [
    person.id,
  ])) {
    const values = new MessageBuilder().verify<Record<string, number>>(data, id)!
    for (const key of ['signed_in_at', 'password_confirmed_at']) values[key] -= milliseconds
    await outside('update sessions set data = ? where id = ?', [
      new MessageBuilder().build(values, undefined, id),
      id,
    ])
  }
}
