import { test } from '@japa/runner'
import { aPerson, PASSWORD } from '#tests/helpers/fixtures'
import { outside, Visitor, withDatabaseSessions } from './visitor.js'

test.group('CSRF (docs/security.md, Input, output, browser)', (group) => {
  group.each.setup(() => withDatabaseSessions())

  test('a login without the form’s token signs nobody in', async ({ assert }) => {
    const person = await aPerson()
    const visitor = new Visitor()
    await visitor.get('/login')
    const fields = { email: person.login_email, password: PASSWORD }
    await visitor.post('/login', fields, { token: null })
    await visitor.post('/login', fields, { token: 'a.b' })
    assert.equal((await visitor.get('/account')).location, '/login')
    assert.isEmpty(await outside('select 1 from throttles'))
  })

  test('another visitor’s token is refused', async ({ assert }) => {
    const person = await aPerson()
    const attacker = new Visitor()
    const token = /name='_csrf' value='([^']+)'/.exec((await attacker.get('/login')).body)![1]
    const victim = new Visitor()
    await victim.get('/login')
    await victim.post('/login', { email: person.login_email, password: PASSWORD }, { token })
    assert.equal((await victim.get('/account')).location, '/login')
  })

  test('a logout without a token does nothing', async ({ assert }) => {
    const visitor = new Visitor()
    await visitor.signIn((await aPerson()).login_email)
    await visitor.post('/logout', {}, { token: null })
    assert.equal((await visitor.get('/account')).status, 200)
  })
})

test.group('Where the login leads', (group) => {
  group.each.setup(() => withDatabaseSessions())

  test('back to the page that was asked for', async ({ assert }) => {
    const person = await aPerson()
    const visitor = new Visitor()
    assert.equal((await visitor.get('/account?a=1')).location?.split('?')[0], '/login')
    assert.equal((await visitor.signIn(person.login_email)).location, '/account?a=1')
  })

  test('to the local address of a link', async ({ assert }) => {
    const person = await aPerson()
    const visitor = new Visitor()
    const form = await visitor.get('/login?next=/account')
    assert.include(form.body, 'name="next" value="/account"')
    const answer = await visitor.post('/login', {
      email: person.login_email,
      password: PASSWORD,
      next: '/account',
    })
    assert.equal(answer.location, '/account')
  })

  test('never to {$self}')
    .with([
      'https://mechant.example/',
      '//mechant.example',
      '/\\mechant.example',
      '/\t/mechant.example',
      'javascript:alert(1)',
    ])
    .run(async ({ assert }, next) => {
      const person = await aPerson()
      const visitor = new Visitor()
      const form = await visitor.get(`/login?next=${encodeURIComponent(next)}`)
      assert.notInclude(form.body, 'mechant')
      const answer = await visitor.post('/login', {
        email: person.login_email,
        password: PASSWORD,
        next,
      })
      assert.equal(answer.location, '/')
    })
})
