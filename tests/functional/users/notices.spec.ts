import { test } from '@japa/runner'
import { aPerson, PASSWORD } from '#tests/helpers/fixtures'
import { letPass, MINUTES, outside, Visitor, withDatabaseSessions } from './visitor.js'

const FORGED = 'Appelez le 01 23 45 67 89'

/** Every name under which a page reads what we say. */
const NAMES = [
  ...['success', 'info', 'warning', 'error'],
  ...['inputErrorsBag[email]', 'inputErrorsBag', 'input[success]', 'reflashed[success]'],
]
const FIELDS = Object.fromEntries(NAMES.map((name) => [name, FORGED]))
const QUERY = new URLSearchParams(FIELDS).toString()

test.group('What a page says in our name', (group) => {
  group.each.setup(() => withDatabaseSessions())

  test('is never taken from the address: {$self}')
    .with(['/account', '/account/contact-email'])
    .run(async ({ assert }, path) => {
      const visitor = new Visitor()
      assert.match((await visitor.get(`${path}?${QUERY}`)).location!, /^\/login/)
      const login = await visitor.get('/login')
      assert.notInclude(login.body, FORGED)
      assert.notInclude(login.body, 'ds-error-summary')
      assert.include(login.body, 'Connectez-vous pour continuer')
    })

  test('is never taken from the address of a form that is refused', async ({ assert }) => {
    const visitor = new Visitor()
    await visitor.get('/login')
    await visitor.post(`/login?${QUERY}`, { email: '', password: '' })
    assert.notInclude((await visitor.get('/login')).body, FORGED)
  })

  test('is never taken from a form without its token', async ({ assert }) => {
    const visitor = new Visitor()
    await visitor.get('/login')
    await visitor.post('/login', FIELDS, { token: null })
    const login = await visitor.get('/login')
    assert.notInclude(login.body, FORGED)
    assert.include(login.body, 'Vous êtes resté longtemps sur cette page')
  })

  test('is never taken from a form with something missing', async ({ assert }) => {
    const visitor = new Visitor()
    await visitor.get('/login')
    await visitor.post('/login', { ...FIELDS, email: 'agent@ville.test', password: '' })
    const login = await visitor.get('/login')
    assert.notInclude(login.body, FORGED)
    assert.include(login.body, 'ds-error-summary')
    assert.include(login.body, 'value="agent@ville.test"')
  })

  test('is never taken from a form that is shown again at once', async ({ assert }) => {
    const visitor = new Visitor()
    const refused = await visitor.signIn('agent@ville.test', 'faux', FIELDS)
    assert.equal(refused.status, 422)
    assert.notInclude(refused.body, FORGED)
  })

  test('is never taken from a form that waits for the password', async ({ assert }) => {
    const visitor = new Visitor()
    const person = await aPerson()
    await visitor.signIn(person.login_email)
    await visitor.get('/account/contact-email')
    await letPass(person, 6 * MINUTES)
    const late = await visitor.post('/account/contact-email', { ...FIELDS, email: 'a@b.test' })
    assert.equal(late.location, '/reauthentication')
    await visitor.get('/reauthentication')
    await visitor.post('/reauthentication', { password: PASSWORD })
    const form = await visitor.get('/account/contact-email')
    assert.notInclude(form.body, FORGED)
    assert.include(form.body, 'value="a@b.test"')
  })
})

test.group('A form that came too late', (group) => {
  group.each.setup(() => withDatabaseSessions())

  test('says so in the reader’s language', async ({ assert }) => {
    const visitor = new Visitor()
    await visitor.get('/account', { 'accept-language': 'en' })
    const login = await visitor.get('/login', { 'accept-language': 'en' })
    assert.include(login.body, 'Log in to continue')
    await visitor.post('/login', {}, { token: null, headers: { 'accept-language': 'en' } })
    const again = await visitor.get('/login', { 'accept-language': 'en' })
    assert.include(again.body, 'You stayed on this page for a long time')
  })

  test('leaves no password in the session', async ({ assert }) => {
    const visitor = new Visitor()
    await visitor.get('/login')
    const typed = { email: 'agent@ville.test', password: PASSWORD, password_confirmation: PASSWORD }
    for (const options of [{}, { token: null }]) {
      await visitor.post('/account/contact-email', typed, options)
      const sessions = JSON.stringify(await outside('select data from sessions'))
      assert.include(sessions, 'agent@ville.test')
      assert.notInclude(sessions, PASSWORD)
    }
  })
})
