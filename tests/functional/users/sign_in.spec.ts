import { test } from '@japa/runner'
import { aPerson, PASSWORD } from '#tests/helpers/fixtures'
import { rowsOf } from '#tests/helpers/database'
import { outside, Visitor, withDatabaseSessions, type Answer } from './visitor.js'

/** What an answer tells, apart from what differs between any two: ids, tokens, the date. */
function told({ status, headers, body, location }: Answer, typed: string) {
  const { 'set-cookie': cookies, date, 'x-request-id': id, etag, ...others } = headers
  return {
    status,
    location,
    headers: { ...others, 'content-security-policy': undefined, 'content-length': undefined },
    cookies: (cookies as string[]).map((cookie) => cookie.split('=')[0]),
    body: body
      .replaceAll(typed, '')
      .replace(/name='_csrf' value='[^']+'/g, '')
      .replace(/nonce="[^"]*"/g, ''),
  }
}

test.group('Signing in', (group) => {
  group.each.setup(() => withDatabaseSessions())

  test('a person signs in, and the home page greets them', async ({ assert }) => {
    const person = await aPerson()
    const visitor = new Visitor()
    const answer = await visitor.signIn(person.login_email)
    assert.equal(answer.status, 302)
    assert.equal(answer.location, '/')
    const home = await visitor.get('/account')
    assert.equal(home.status, 200)
    assert.include(home.body, person.last_name)
    assert.include(home.headers['cache-control'], 'no-store')
  })

  test('case and spaces around the login do not count', async ({ assert }) => {
    await aPerson({ login_email: 'Marie.Exemple@ville.test' })
    const answer = await new Visitor().signIn('  marie.exemple@VILLE.test ')
    assert.equal(answer.location, '/')
  })

  test('a password typed with decomposed accents is the same password', async ({ assert }) => {
    const hash = (await import('@adonisjs/core/services/hash')).default
    const password = 'quatre éléphants âgés'
    const person = await aPerson({ password_hash: await hash.make(password.normalize('NFC')) })
    const answer = await new Visitor().signIn(person.login_email, password.normalize('NFD'))
    assert.equal(answer.location, '/')
  })

  test('"Dernière connexion" is the login before this one', async ({ assert }) => {
    const person = await aPerson()
    const read = async () => (await rowsOf('select * from users where id = ?', [person.id]))[0]
    await new Visitor().signIn(person.login_email)
    const first = await read()
    assert.isNull(first.previous_login_at)
    const visitor = new Visitor()
    await visitor.signIn(person.login_email)
    const second = await read()
    assert.deepEqual(second.previous_login_at, first.last_login_at)
    assert.isAbove(second.last_login_at.getTime(), first.last_login_at.getTime())
    const page = await visitor.get('/account')
    assert.include(page.body, `datetime="${first.last_login_at.toISOString()}"`)
  })

  test('the journal of the installation names who signed in, and from where', async ({
    assert,
  }) => {
    const person = await aPerson()
    await new Visitor('127.0.0.9').signIn(person.login_email)
    const [event] = await rowsOf(`select * from audit_events where action = 'users.signed_in'`)
    assert.equal(event.organisation_id, 0)
    assert.equal(event.actor_kind, 'person')
    assert.equal(event.actor_id, person.id)
    assert.equal(event.source_address, '127.0.0.9')
    assert.isNotEmpty(event.request_id)
  })

  test('the page comes back with what was typed, but the password, and says what to do', async ({
    assert,
  }) => {
    const person = await aPerson()
    const visitor = new Visitor()
    const answer = await visitor.signIn(person.login_email, 'pas le bon mot de passe')
    assert.equal(answer.status, 422)
    assert.include(answer.body, `value="${person.login_email}"`)
    assert.notInclude(answer.body, 'pas le bon mot de passe')
    assert.include(answer.body, 'ds-error-summary')
    assert.match(answer.body, /<title>Erreur : /)
    const [{ data }] = await rowsOf('select data from sessions')
    assert.notInclude(data, 'pas le bon')
  })

  test('an empty form says which fields are missing', async ({ assert }) => {
    const visitor = new Visitor()
    await visitor.get('/login')
    const answer = await visitor.post('/login', { email: '', password: '' })
    assert.equal(answer.location, '/login')
    assert.include((await visitor.get('/login')).body, 'ds-error-summary')
  })

  test('an unknown login, a wrong password, a deactivated person, one without a password, a technical account: one and the same refusal (security.md: no message tells)', async ({
    assert,
  }) => {
    const person = await aPerson()
    const deactivated = await aPerson({ deactivated_at: new Date() })
    const invited = await aPerson({ password_hash: null })
    const refusals = []
    for (const [login, password] of [
      [person.login_email, 'pas le bon mot de passe'],
      ['personne@ailleurs.test', PASSWORD],
      [deactivated.login_email, PASSWORD],
      [invited.login_email, PASSWORD],
      ['TECH_064205873900839@habilis.test', 'hbt_ABCDEFGHJKLMNPQRSTUVWXYZabcdefgh123456'],
      ['pas une adresse', PASSWORD],
    ]) {
      refusals.push(
        told(await new Visitor(`127.0.1.${refusals.length + 1}`).signIn(login, password), login)
      )
    }
    for (const refusal of refusals) assert.deepEqual(refusal, refusals[0])
    assert.equal(refusals[0].status, 422)
    assert.isEmpty(await rowsOf('select 1 from sessions where user_id is not null'))
  })

  test('an unknown login is refused after the same work: one comparison, none of them free', async ({
    assert,
  }) => {
    const person = await aPerson()
    const time = async (login: string, address: string) => {
      const visitor = new Visitor(address)
      await visitor.get('/login')
      const start = performance.now()
      await visitor.post('/login', { email: login, password: 'pas le bon mot de passe' })
      return performance.now() - start
    }
    await time('echauffement@ailleurs.test', '127.0.2.1')
    const times = { known: [] as number[], unknown: [] as number[] }
    for (let round = 0; round < 5; round++) {
      times.known.push(await time(person.login_email, `127.0.3.${round + 1}`))
      times.unknown.push(await time(`personne-${round}@ailleurs.test`, `127.0.4.${round + 1}`))
    }
    const median = (values: number[]) => values.sort((a, b) => a - b)[2]
    const ratio = median(times.known) / median(times.unknown)
    assert.isTrue(ratio > 0.6 && ratio < 1.6, `known/unknown = ${ratio}`)
  })

  test('a hash made with cheaper parameters is replaced at the next login', async ({ assert }) => {
    const { default: argon2 } = await import('argon2')
    const cheap = await argon2.hash(PASSWORD, { memoryCost: 8192, timeCost: 2, parallelism: 1 })
    const person = await aPerson({ password_hash: cheap })
    assert.equal((await new Visitor().signIn(person.login_email)).location, '/')
    const [{ password_hash: raised }] = await rowsOf(
      'select password_hash from users where id = ?',
      [person.id]
    )
    assert.notEqual(raised, cheap)
    assert.match(raised, /^\$argon2id\$v=19\$.*m=19456/)
    assert.equal((await new Visitor().signIn(person.login_email)).location, '/')
  })

  test('someone signed in who opens the login page is sent home', async ({ assert }) => {
    const visitor = new Visitor()
    await visitor.signIn((await aPerson()).login_email)
    assert.equal((await visitor.get('/login')).location, '/')
  })
})

test.group('The session (security.md, People: session)', (group) => {
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

  test('does not come back when it is closed while a request of it runs', async ({ assert }) => {
    const { SessionStore } = await import('#shared/sessions/session_store')
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

test.group('CSRF (security.md, Input, output, browser)', (group) => {
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
