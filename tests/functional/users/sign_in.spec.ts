import { test } from '@japa/runner'
import hash from '@adonisjs/core/services/hash'
import { aPerson, PASSWORD } from '#tests/helpers/fixtures'
import { rowsOf } from '#tests/helpers/database'
import { told } from './told.js'
import { Visitor, withDatabaseSessions } from './visitor.js'

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
    assert.match(answer.body, /<title>Erreur\s:/)
    const [{ data }] = await rowsOf('select data from sessions')
    assert.notInclude(data, 'pas le bon')
  })

  test('the page, its field and its refusal speak of the same thing', async ({ assert }) => {
    const visitor = new Visitor()
    const form = await visitor.get('/login')
    assert.include(form.body, 'Entrez votre identifiant et votre mot de passe')
    assert.include(form.body, 'Identifiant (adresse électronique)')
    const refused = await visitor.signIn('agent@ville.test', 'faux')
    assert.include(refused.body, 'L&#x27;identifiant ou le mot de passe n&#x27;est pas le bon')
  })

  test('an empty form says which fields are missing', async ({ assert }) => {
    const visitor = new Visitor()
    await visitor.get('/login')
    const answer = await visitor.post('/login', { email: '', password: '' })
    assert.equal(answer.location, '/login')
    assert.include((await visitor.get('/login')).body, 'ds-error-summary')
  })

  test('an unknown login, a wrong password, a deactivated person, one without a password, a technical account: one and the same refusal (docs/security.md: no message tells)', async ({
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
    cleanup,
  }) => {
    const person = await aPerson()
    const costs: string[] = []
    const { verify } = hash
    cleanup(() => void Object.assign(hash, { verify }))
    hash.verify = (hashed, plain) => {
      // Algorithm, version and parameters: the same work, whatever it is compared with.
      costs.push(hashed.split('$').slice(1, 4).join(' '))
      return verify.call(hash, hashed, plain)
    }
    for (const login of [person.login_email, 'personne@ailleurs.test']) {
      await new Visitor().signIn(login, 'pas le bon mot de passe')
    }
    assert.deepEqual(costs, Array(2).fill('argon2id v=19 m=19456,t=2,p=1'))
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
