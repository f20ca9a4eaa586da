import { test } from '@japa/runner'
import { aPerson } from '#tests/helpers/fixtures'
import { rowsOf } from '#tests/helpers/database'
import { Visitor, withDatabaseSessions } from './visitor.js'

const localeOf = async (person: { id: number }) =>
  (await rowsOf('select locale from users where id = ?', [person.id]))[0].locale

test.group('The language of pages and mails', (group) => {
  group.each.setup(() => withDatabaseSessions())

  test('is the person’s own in a browser where none was chosen', async ({ assert }) => {
    const person = await aPerson({ locale: 'en' })
    const visitor = new Visitor()
    assert.include((await visitor.get('/login')).body, 'lang="fr"')
    await visitor.signIn(person.login_email)
    assert.include((await visitor.get('/account')).body, '<html lang="en"')
    assert.equal(await localeOf(person), 'en')
  })

  test('is the one chosen in the browser, for mails too from the login on', async ({ assert }) => {
    const person = await aPerson({ locale: 'fr' })
    const visitor = new Visitor()
    await visitor.get('/login')
    await visitor.post('/locale', { locale: 'en' })
    await visitor.signIn(person.login_email, 'faux')
    assert.equal(await localeOf(person), 'fr')
    await visitor.signIn(person.login_email)
    assert.equal(await localeOf(person), 'en')
    assert.include((await visitor.get('/account')).body, '<html lang="en"')
  })

  test('is saved for mails when it is changed, which the page says in it', async ({ assert }) => {
    const person = await aPerson({ locale: 'fr' })
    const visitor = new Visitor()
    await visitor.signIn(person.login_email)
    await visitor.get('/account')
    assert.equal((await visitor.post('/locale', { locale: 'en' })).location, '/account')
    const account = await visitor.get('/account')
    assert.include(account.body, 'The language is saved.')
    assert.match(account.body, /value="en" lang="en" aria-pressed="true"/)
    assert.match(account.body, /value="fr" lang="fr" aria-pressed="false"/)
    assert.equal(await localeOf(person), 'en')
  })

  test('the account marks the language that the page is in', async ({ assert }) => {
    const person = await aPerson({ locale: 'fr' })
    const visitor = new Visitor()
    await visitor.signIn(person.login_email)
    await rowsOf(`update users set locale = 'en'`)
    assert.match((await visitor.get('/account')).body, /value="fr" lang="fr" aria-pressed="true"/)
  })

  test('comes back to the same page, its query included: {$self}')
    .with(['/login?next=%2Faccount', '/organisations/1?search=a%20b&sort=name&page=2', '/help'])
    .run(async ({ assert }, page) => {
      const visitor = new Visitor()
      await visitor.get('/login')
      await visitor.get(page)
      assert.equal((await visitor.post('/locale', { locale: 'en' })).location, page)
    })

  test('chosen on another site leads home: {$self}')
    .with(['https://mechant.example/login', 'http://127.0.0.1:1//mechant.example', ''])
    .run(async ({ assert }, referer) => {
      const visitor = new Visitor()
      await visitor.get('/login')
      const chosen = await visitor.post('/locale', { locale: 'en' }, { headers: { referer } })
      assert.equal(chosen.location, '/')
    })
})
