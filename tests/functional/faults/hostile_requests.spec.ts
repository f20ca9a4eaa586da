import { connect } from 'node:net'
import { test } from '@japa/runner'
import { raw } from '#tests/helpers/api_calls'
import { assertSound } from './soundness.js'

const FORM = 'application/x-www-form-urlencoded'

const asReader = (language = 'fr') => ({ 'accept': 'text/html', 'accept-language': language })

test.group('Hostile requests to pages', () => {
  test('an address that can’t be decoded is answered in the reader’s language: {path}')
    .with([
      { path: '/%' },
      { path: '/%E0%A4%A' },
      { path: '/assets/%' },
      { path: '/login%00' },
      { path: '/reset-password/%C0%80' },
    ])
    .run(async ({ assert }, { path }) => {
      const french = await raw(path, { method: 'GET', headers: asReader() })
      assert.equal(french.status, 404)
      assert.include(french.body, 'lang="fr"')
      assert.include(french.body, '<h1>Page introuvable</h1>')
      assert.include(french.body, String(french.headers['x-request-id']))
      assert.exists(french.headers['content-security-policy'])
      const english = await raw(path, { method: 'GET', headers: asReader('en') })
      assert.include(english.body, 'lang="en"')
    })

  test('an address that is not a path is refused', async ({ assert }) => {
    for (const target of ['http://[', 'http://evil.test/login', '*']) {
      const answer = await sent(`GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
      assert.match(answer, /^HTTP\/1\.1 400 /, target)
    }
  })

  test('a form over 100 KB is too large, and says so', async ({ assert }) => {
    const answer = await raw('/login', {
      headers: { ...asReader(), 'content-type': FORM },
      body: `email=${'a'.repeat(102_400)}`,
    })
    assert.equal(answer.status, 413)
    assert.include(answer.body, '<h1>Envoi trop volumineux</h1>')
  })

  test('what is no form is refused unread: {$self}')
    .with(['application/json', 'multipart/form-data; boundary=x', 'text/plain', 'nonsense', ''])
    .run(async ({ assert }, type) => {
      const body = `{"a":${'['.repeat(200_000)}`
      const headers = { ...asReader(), 'content-type': type, 'content-length': String(body.length) }
      const answer = await raw('/login', { headers, body })
      assert.equal(answer.status, 415)
      assert.include(answer.body, '<h1>Demande illisible</h1>')
    })

  test('a compressed form is not inflated', async ({ assert }) => {
    for (const coding of ['gzip', 'br', 'deflate', 'x']) {
      const headers = { ...asReader(), 'content-type': FORM, 'content-encoding': coding }
      const answer = await raw('/login', { headers, body: 'email=a' })
      assert.equal(answer.status, 415, coding)
      assert.include(answer.body, '<h1>Demande illisible</h1>')
    }
  })

  test('headers without end are refused before the application', async ({ assert }) => {
    const headers = { ...asReader(), cookie: 'x'.repeat(20_000) }
    assert.equal((await raw('/login', { method: 'GET', headers })).status, 431)
  })

  test('only one _method may stand for POST, and none that no route has', async ({ assert }) => {
    for (const query of ['_method[]=DELETE', '_method[a]=DELETE', '_method=PUT&_method=DELETE']) {
      assert.equal((await raw(`/locale?${query}`, { headers: asReader() })).status, 400, query)
    }
    for (const method of ['get', 'CONNECT', '%00', '__proto__', 'constructor', '']) {
      const answer = await raw(`/logout?_method=${method}`, { headers: asReader() })
      assertSound(assert, answer, method)
    }
  })

  test('methods that no route has', async ({ assert }) => {
    for (const method of ['PROPFIND', 'TRACE', 'OPTIONS', 'PURGE', 'QUERY', 'PATCH', 'PUT']) {
      const answer = await raw('/login', { method, headers: asReader() })
      assert.equal(answer.status, 404, method)
      assertSound(assert, answer, method)
    }
  })

  test('a request’s id is taken from a proxy, never at any length', async ({ assert }) => {
    const ask = (id: string) =>
      raw('/nowhere', { method: 'GET', headers: { ...asReader(), 'x-request-id': id } })
    assert.equal((await ask('proxy-1.a:b')).headers['x-request-id'], 'proxy-1.a:b')
    for (const id of ['<script>alert(1)</script>', 'x'.repeat(65), 'two words']) {
      const answer = await ask(id)
      assert.notEqual(answer.headers['x-request-id'], id)
      assert.notInclude(answer.body, id)
    }
  })

  test('for machines an error is problem+json with the request’s id and nothing more', async ({
    assert,
  }) => {
    for (const path of ['/nowhere', '/%']) {
      const headers = { accept: 'application/json' }
      const answer = await raw(path, { method: 'GET', headers })
      assert.match(String(answer.headers['content-type']), /^application\/problem\+json/)
      const problem = JSON.parse(answer.body)
      assert.sameMembers(Object.keys(problem), ['type', 'status', 'title', 'request'])
      assert.equal(problem.request, answer.headers['x-request-id'])
      assertSound(assert, answer, path)
    }
  })
})

/** What a server answers to exactly these bytes. */
function sent(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(process.env.PORT), process.env.HOST!)
    let answer = ''
    socket.on('data', (chunk) => (answer += chunk))
    socket.on('error', reject)
    socket.on('close', () => resolve(answer))
    socket.write(text)
  })
}
