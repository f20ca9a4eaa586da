import fc from 'fast-check'
import { test } from '@japa/runner'
import { raw, type RawAnswer } from '#tests/helpers/api_calls'
import { aManagedOrganisation } from '#tests/helpers/fixtures'
import { rowsOf } from '#tests/helpers/database'
import { Visitor, withDatabaseSessions } from '../users/visitor.js'
import { assertSound } from './soundness.js'

const FORM = 'application/x-www-form-urlencoded'

async function everything() {
  const counted = await rowsOf(
    `select (select count(*) from users) as users, (select count(*) from attachments) as attachments,
       (select count(*) from technical_accounts) as accounts,
       (select count(*) from manager_handovers) as handovers,
       (select count(*) from audit_events where action not like '%exported') as events,
       (select count(*) from outbox_messages) as messages,
       (select string_agg(contact_email || password_hash, ',' order by id) from users) as people`
  )
  return counted[0]
}

/** Everything a form or an address can hold that somebody did not think of. */
const nasty = fc.oneof(
  fc.constantFrom(
    ...['\0', 'a\0b@exemple.test', '%', '%00', '\ud800', '\u202e', "'", '"', '\\', '--', '${1}'],
    ...['{{1+1}}', '<script>', '-1', '0', '1e9', '99999999999999999999', 'NaN', 'null', '../..'],
    ...['x'.repeat(5_000), '\r\nSet-Cookie: a=b', '//evil.test', 'javascript:1', '[]', 'a@b@c']
  ),
  fc.string({ unit: 'binary', maxLength: 40 })
)
const encoded = nasty.map((value) => encodeURIComponent(value.toWellFormed()))
const PUBLIC = [
  ...['/', '/login', '/logout', '/forgot-password', '/locale', '/help', '/contact', '/status'],
  ...['/reauthentication', '/reset-password/', '/contact-email/', '/credential-exports/'],
  ...['/organisations/', '/history/', '/handovers/', '/assets/', '/nowhere/', '/account'],
]
const FIELDS = ['email', 'password', 'password_confirmation', 'next', 'locale', '_csrf', 'user']
const OF_FORMS = ['label', 'nonce', 'notificationAddresses', 'overlap', 'sealed', 'format']
const OF_LISTS = [
  ...['page', 'per_page', 'search', 'sort', 'direction', 'user', 'next'],
  ...['history_page', 'history_search', 'history_direction'],
]

test.group('Pages never break', (group) => {
  group.each.setup(() => withDatabaseSessions())

  test('whatever a visitor asks and sends', async ({ assert }) => {
    await aManagedOrganisation()
    const before = await everything()
    const fields = fc.dictionary(fc.constantFrom(...FIELDS), nasty, { maxKeys: 4 })
    const types = fc.constantFrom(FORM, 'application/json', 'text/plain', 'multipart/form-data', '')
    const visit = fc.record({
      path: fc.tuple(fc.constantFrom(...PUBLIC), encoded),
      query: fc.dictionary(fc.constantFrom(...FIELDS, 'page', '_method'), encoded, { maxKeys: 3 }),
      method: fc.constantFrom('GET', 'POST', 'POST', 'DELETE'),
      headers: fc.record({
        'content-type': types,
        'cookie': encoded.map((value) => `habilis_session=${value.slice(0, 500)}`),
        'accept-language': fc.constantFrom('fr', 'en', '*', 'x;q=2', ',,'),
      }),
      fields,
    })
    await fc.assert(
      fc.asyncProperty(visit, async ({ path, query, method, headers, fields: sentFields }) => {
        const [route, end] = path
        const search = Object.entries(query).map(([name, value]) => `${name}=${value}`)
        const target = `${route}${route.endsWith('/') && route !== '/' ? end : ''}?${search.join('&')}`
        const json = headers['content-type'] === 'application/json'
        const form = Object.entries(sentFields).map(
          ([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`
        )
        const body = json ? JSON.stringify(sentFields) : form.join('&')
        const length = { 'content-length': String(Buffer.byteLength(body)) }
        const answer = await raw(target, {
          method,
          headers: { accept: 'text/html', ...headers, ...(method !== 'GET' && length) },
          body: method === 'GET' ? undefined : body,
        })
        assertSound(assert, answer, `${method} ${target}`)
      }),
      { numRuns: 200 }
    )
    assert.deepEqual(await everything(), before)
  })

  test('whatever a signed-in manager’s browser is made to send', async ({ assert }) => {
    const { manager, organisation } = await aManagedOrganisation()
    const visitor = new Visitor()
    await visitor.signIn(manager.login_email)
    await visitor.get('/account/contact-email')
    const before = await everything()
    const home = `/organisations/${organisation.id}`
    const pages = [
      ...[home, `${home}/users.csv`, `${home}/users/export`, `${home}/handover`, '/account'],
      ...['', '/organisations.csv', '/history/export', '/history.csv'].map(
        (end) => `/manager-activities${end}`
      ),
    ]
    const forms = [
      ...[`${home}/handover`, `${home}/technical-accounts`, `${home}/credential-exports`],
      ...[`${home}/technical-accounts/1/password`, `${home}/technical-accounts/1/suspension`],
      ...['/account/contact-email', '/reauthentication', '/handovers/1/acceptance'],
    ]
    const looked = fc.tuple(
      fc.constantFrom(...pages),
      fc.dictionary(fc.constantFrom(...OF_LISTS), encoded, { minKeys: 1, maxKeys: 4 })
    )
    const filled = fc.tuple(
      fc.constantFrom(...forms),
      fc.dictionary(fc.constantFrom(...FIELDS.slice(0, 2), 'user', ...OF_FORMS), nasty)
    )
    await fc.assert(
      fc.asyncProperty(looked, filled, async ([page, query], [form, values]) => {
        const search = Object.entries(query).map(([name, value]) => `${name}=${value}`)
        const seen = await visitor.get(`${page}?${search.join('&')}`)
        assertSound(assert, seen as RawAnswer, `${page} ${search}`)
        const wellFormed = Object.entries(values).map(([name, value]) => [
          name,
          value.toWellFormed(),
        ])
        const answered = await visitor.post(form, Object.fromEntries(wellFormed))
        assertSound(assert, answered as RawAnswer, `${form} ${JSON.stringify(values)}`)
      }),
      { numRuns: 120 }
    )
    assert.deepEqual(await everything(), before)
  })
})
