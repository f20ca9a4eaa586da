import { test } from '@japa/runner'
import { SessionStore } from '#shared/sessions/session_store'
import { tenancy } from '#shared/tenancy/main'
import { aPerson } from '#tests/helpers/fixtures'
import { rowsOf } from '#tests/helpers/database'
import { writeLink } from '../../../app/users/links/write_link.js'
import { outside, Visitor, withDatabaseSessions } from './visitor.js'

test.group('The session (docs/security.md, People: session)', (group) => {
  group.each.setup(() => withDatabaseSessions())

  test('gets a new id at login, and the visitor’s is worth nothing afterwards', async ({
    assert,
  }) => {
    const visitor = new Visitor()
    await visitor.get('/login')
    const planted = visitor.session
    await visitor.signIn((await aPerson()).login_email)
    assert.notEqual(visitor.session, planted)
    const attacker = new Visitor()
    attacker.session = planted
    assert.equal((await attacker.get('/account')).location, '/login')
  })

  test('with an id that was never given is no session', async ({ assert }) => {
    const visitor = new Visitor()
    visitor.session = '11111111-2222-3333-4444-555555555555'
    await visitor.get('/login')
    assert.isEmpty(await rowsOf(`select 1 from sessions where id like '1111%'`))
  })

  test('is a row that names its person and is not readable as one', async ({ assert }) => {
    const person = await aPerson()
    await new Visitor().signIn(person.login_email)
    const rows = await rowsOf('select * from sessions where user_id = ?', [person.id])
    assert.lengthOf(rows, 1)
    const minutes = (rows[0].expires_at - rows[0].touched_at) / 60_000
    assert.equal(Math.round(minutes), 30)
  })

  test('ends after 30 idle minutes', async ({ assert }) => {
    const visitor = new Visitor()
    await visitor.signIn((await aPerson()).login_email)
    await outside(`update sessions set expires_at = now() - interval '1 second'`)
    assert.equal((await visitor.get('/account')).location, '/login')
  })

  test('lives on while it is used, and is touched at most once a minute', async ({ assert }) => {
    const visitor = new Visitor()
    await visitor.signIn((await aPerson()).login_email)
    const touched = async () => (await rowsOf('select touched_at, expires_at from sessions'))[0]
    await visitor.get('/account')
    const before = await touched()
    await visitor.get('/account')
    assert.deepEqual(await touched(), before)
    await outside(
      `update sessions set touched_at = now() - interval '2 minutes', expires_at = now() + interval '1 minute'`
    )
    await visitor.get('/account')
    assert.isAbove((await touched()).expires_at.getTime(), Date.now() + 25 * 60_000)
  })

  test('a page without a form gives a visitor neither cookie nor row', async ({ assert }) => {
    const visitor = new Visitor()
    const answer = await visitor.get('/')
    assert.equal(answer.status, 200)
    assert.isUndefined(visitor.session)
    assert.isEmpty(await rowsOf('select 1 from sessions'))
  })

  test('makes a page one that no cache keeps', async ({ assert }) => {
    const visitor = new Visitor()
    assert.isUndefined((await visitor.get('/')).headers['cache-control'])
    for (const path of ['/login', '/forgot-password', '/contact-email/x', '/']) {
      const { headers } = await visitor.get(path)
      assert.equal(headers['cache-control'], 'no-store', path)
      assert.isNotEmpty(headers['set-cookie'], path)
    }
  })

  test('ends with the logout, on the server too', async ({ assert }) => {
    const visitor = new Visitor()
    await visitor.signIn((await aPerson()).login_email)
    await visitor.get('/account')
    const stolen = visitor.session
    assert.equal((await visitor.post('/logout')).location, '/login')
    assert.include((await visitor.get('/login')).body, 'Vous êtes déconnecté')
    assert.isEmpty(await rowsOf('select 1 from sessions where user_id is not null'))
    const thief = new Visitor()
    thief.session = stolen
    assert.equal((await thief.get('/account')).location, '/login')
  })

  test('ends on the next request when the person is deactivated', async ({ assert }) => {
    const person = await aPerson()
    const visitor = new Visitor()
    await visitor.signIn(person.login_email)
    await rowsOf('update users set deactivated_at = now() where id = ?', [person.id])
    assert.equal((await visitor.get('/account')).location, '/login')
  })

  test('ends by the database’s clock, whatever that of the machine that answers', async ({
    assert,
    cleanup,
  }) => {
    const { now } = Date
    cleanup(() => void (Date.now = now))
    const visitor = new Visitor()
    for (const [signingIn, reading] of [
      [3_600_000, 0],
      [0, 3_600_000],
      [0, -3_600_000],
    ]) {
      const person = await aPerson()
      Date.now = () => now() + signingIn
      await visitor.signIn(person.login_email)
      Date.now = () => now() + reading
      assert.equal((await visitor.get('/account/contact-email')).status, 200)
      await visitor.post('/logout')
    }
  })

  test('is worth nothing when the password is reset between its login and its row', async ({
    assert,
    cleanup,
  }) => {
    const person = await aPerson()
    const link = {
      userId: person.id,
      purpose: 'password_reset' as const,
      email: person.login_email,
    }
    const { secret } = await tenancy.asSystem('test', () => writeLink(link))
    const password = 'quatre chevaux gris et un banc'
    const { write } = SessionStore.prototype
    cleanup(() => void (SessionStore.prototype.write = write))
    // The login is committed, its session is not written yet.
    SessionStore.prototype.write = async function (id, values) {
      if ('auth_web' in values) {
        SessionStore.prototype.write = write
        const resetting = new Visitor()
        const path = `/reset-password/${secret}`
        await resetting.get(path)
        const fields = { password, password_confirmation: password }
        assert.equal((await resetting.post(path, fields)).location, '/login')
      }
      await write.call(this, id, values)
    }
    const visitor = new Visitor()
    assert.equal((await visitor.signIn(person.login_email)).location, '/')
    assert.equal((await visitor.get('/account')).location, '/login')
    assert.equal((await new Visitor().signIn(person.login_email, password)).location, '/')
  })

  test('does not come back when it is closed while a request of it runs', async ({ assert }) => {
    const person = await aPerson()
    const opening = new SessionStore(30)
    await opening.write('one', { auth_web: person.id })
    const [reading, stepping] = [new SessionStore(30), new SessionStore(30)]
    await reading.read('one')
    await stepping.read('one')
    await rowsOf('delete from sessions')
    await reading.write('one', { auth_web: person.id, more: 1 })
    await stepping.destroy('one')
    await stepping.write('two', { auth_web: person.id })
    assert.isEmpty(await rowsOf('select 1 from sessions'))
  })
})
