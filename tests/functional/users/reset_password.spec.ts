import { test } from '@japa/runner'
import { tenancy } from '#shared/tenancy/main'
import { aPerson, PASSWORD } from '#tests/helpers/fixtures'
import { rowsOf } from '#tests/helpers/database'
import { writeLink } from '../../../app/users/links/write_link.js'
import { told } from './told.js'
import { outside, Visitor, withDatabaseSessions } from './visitor.js'

const NEW_PASSWORD = 'quatre chevaux gris et un banc'

type Person = Awaited<ReturnType<typeof aPerson>>

/** A link as the job makes it: its secret. */
async function aLink(person: Person) {
  const link = { userId: person.id, purpose: 'password_reset' as const, email: person.login_email }
  const { secret } = await tenancy.asSystem('test', () => writeLink(link))
  return secret
}

const choose = async (
  visitor: Visitor,
  secret: string,
  password = NEW_PASSWORD,
  again = password
) => {
  await visitor.get(`/reset-password/${secret}`)
  return visitor.post(`/reset-password/${secret}`, { password, password_confirmation: again })
}

const messages = () => rowsOf('select job, payload from outbox_messages order by id')

test.group(
  'A forgotten password: using the link (docs/security.md, People: reset links)',
  (group) => {
    group.each.setup(() => withDatabaseSessions())

    test('the new password works, the old one does not any more', async ({ assert }) => {
      const person = await aPerson()
      const visitor = new Visitor()
      const answer = await choose(visitor, await aLink(person))
      assert.equal(answer.location, '/login')
      assert.include((await visitor.get('/login')).body, 'Votre mot de passe est changé')
      assert.equal((await new Visitor().signIn(person.login_email, PASSWORD)).status, 422)
      assert.equal((await new Visitor().signIn(person.login_email, NEW_PASSWORD)).location, '/')
    })

    test('a person who never had a password gets their first', async ({ assert }) => {
      const person = await aPerson({ password_hash: null })
      await choose(new Visitor(), await aLink(person))
      assert.equal((await new Visitor().signIn(person.login_email, NEW_PASSWORD)).location, '/')
    })

    test('every session of the person is closed at once, others’ stay', async ({ assert }) => {
      const [person, other] = [await aPerson(), await aPerson()]
      const visitors = [new Visitor(), new Visitor(), new Visitor()]
      await visitors[0].signIn(person.login_email)
      await visitors[1].signIn(person.login_email)
      await visitors[2].signIn(other.login_email)
      await choose(new Visitor(), await aLink(person))
      assert.equal((await visitors[0].get('/account')).location, '/login')
      assert.equal((await visitors[1].get('/account')).location, '/login')
      assert.equal((await visitors[2].get('/account')).status, 200)
    })

    test('also the one in which the link was opened', async ({ assert }) => {
      const person = await aPerson()
      const visitor = new Visitor()
      await visitor.signIn(person.login_email)
      assert.equal((await choose(visitor, await aLink(person))).location, '/login')
      assert.include((await visitor.get('/login')).body, 'Votre mot de passe est changé')
      assert.equal((await visitor.get('/account')).location, '/login')
      assert.isEmpty(await outside('select 1 from sessions where user_id is not null'))
    })

    test('a link works once', async ({ assert }) => {
      const person = await aPerson()
      const secret = await aLink(person)
      const visitor = new Visitor()
      await choose(visitor, secret)
      const replayed = await choose(visitor, secret, 'une autre phrase, plus longue')
      assert.equal(replayed.status, 410)
      assert.equal((await visitor.get(`/reset-password/${secret}`)).status, 410)
      assert.equal((await new Visitor().signIn(person.login_email, NEW_PASSWORD)).location, '/')
    })

    test('a link used twice at the same instant works once', async ({ assert }) => {
      const secret = await aLink(await aPerson())
      const visitors = Array.from({ length: 5 }, () => new Visitor())
      for (const visitor of visitors) await visitor.get(`/reset-password/${secret}`)
      const answers = await Promise.all(
        visitors.map((visitor, index) => {
          const password = `${NEW_PASSWORD} ${index}`
          return visitor.post(`/reset-password/${secret}`, {
            password,
            password_confirmation: password,
          })
        })
      )
      assert.lengthOf(
        answers.filter(({ status }) => status === 302),
        1
      )
      assert.lengthOf(
        answers.filter(({ status }) => status === 410),
        4
      )
      assert.lengthOf(
        await rowsOf(`select 1 from audit_events where action = 'users.password_reset'`),
        1
      )
    })

    test('a link lives exactly 60 minutes', async ({ assert }) => {
      const secret = await aLink(await aPerson())
      const [{ minutes }] = await rowsOf(
        'select extract(epoch from expires_at - created_at)::float / 60 as minutes from user_links'
      )
      assert.equal(minutes, 60)
      await rowsOf(`update user_links set expires_at = now() + interval '5 seconds'`)
      assert.equal((await new Visitor().get(`/reset-password/${secret}`)).status, 200)
      await rowsOf('update user_links set expires_at = now()')
      assert.equal((await new Visitor().get(`/reset-password/${secret}`)).status, 410)
      assert.equal((await choose(new Visitor(), secret)).status, 410)
    })

    test('a newer link ends the older one', async ({ assert }) => {
      const person = await aPerson()
      const [older, newer] = [await aLink(person), await aLink(person)]
      assert.equal((await choose(new Visitor(), older)).status, 410)
      assert.equal((await choose(new Visitor(), newer)).location, '/login')
    })

    test('a link of a person deactivated since, a cut one and an invented one are refused alike', async ({
      assert,
    }) => {
      const person = await aPerson()
      const secret = await aLink(person)
      await rowsOf('update users set deactivated_at = now() where id = ?', [person.id])
      const pages = []
      for (const tried of [secret, secret.slice(0, -1), 'a'.repeat(43), 'x-x-x']) {
        pages.push(told(await new Visitor().get(`/reset-password/${tried}`), tried))
        assert.equal((await choose(new Visitor(), tried)).status, 410)
      }
      for (const page of pages) assert.deepEqual(page, pages[0])
    })

    test('a contact address’s link resets no password', async ({ assert }) => {
      const person = await aPerson()
      const { secret } = await tenancy.asSystem('test', () =>
        writeLink({ userId: person.id, purpose: 'contact_email', email: 'x@ville.test' })
      )
      assert.equal((await choose(new Visitor(), secret)).status, 410)
    })

    test('only a hash of the secret is stored, and the secret has 256 bits', async ({ assert }) => {
      const secret = await aLink(await aPerson())
      assert.lengthOf(Buffer.from(secret, 'base64url'), 32)
      const [stored] = await rowsOf('select * from user_links')
      assert.lengthOf(stored.secret_hash, 32)
      assert.notInclude(stored.secret_hash.toString('base64url'), secret)
      assert.notInclude(stored.secret_hash.toString('utf8'), secret)
    })

    for (const [password, reason] of [
      ['trop court', '15 caractères au moins'],
      ['motdepasse12345', 'trop répandu'],
    ] as const) {
      test(`a refused password says why and leaves the link usable: ${password}`, async ({
        assert,
      }) => {
        const person = await aPerson()
        const secret = await aLink(person)
        const visitor = new Visitor()
        const refused = await choose(visitor, secret, password)
        assert.equal(refused.status, 422)
        assert.include(refused.body, reason === '15 caractères au moins' ? '15 caractères' : reason)
        assert.notInclude(refused.body, `value="${password}"`)
        assert.equal((await choose(visitor, secret)).location, '/login')
      })
    }

    test('a password made of the person’s words is refused with that reason', async ({
      assert,
    }) => {
      const person = await aPerson({ first_name: 'Marie', last_name: 'Durand' })
      const refused = await choose(new Visitor(), await aLink(person), 'Durand-Marie-1984!')
      assert.equal(refused.status, 422)
      assert.include(refused.body, 'fait de votre nom')
    })

    test('two different entries are refused', async ({ assert }) => {
      const person = await aPerson()
      const visitor = new Visitor()
      const secret = await aLink(person)
      await choose(visitor, secret, NEW_PASSWORD, `${NEW_PASSWORD}.`)
      assert.include((await visitor.get(`/reset-password/${secret}`)).body, 'deux saisies')
      assert.equal((await choose(new Visitor(), await aLink(await aPerson()))).location, '/login')
      assert.equal((await new Visitor().signIn(person.login_email, PASSWORD)).location, '/')
    })

    test('is journalled, and a notice to the login address is asked for', async ({ assert }) => {
      const person = await aPerson()
      await choose(new Visitor('127.0.0.9'), await aLink(person))
      const [event] = await rowsOf(
        `select * from audit_events where action = 'users.password_reset'`
      )
      assert.equal(event.organisation_id, 0)
      assert.equal(event.actor_id, person.id)
      assert.equal(event.source_address, '127.0.0.9')
      assert.notInclude(JSON.stringify(event), NEW_PASSWORD)
      assert.deepEqual(await messages(), [
        { job: 'users.send_password_changed_mail', payload: { userId: person.id } },
      ])
    })

    test('whoever resets need not wait for the guesses made before', async ({ assert }) => {
      const person = await aPerson()
      for (let failure = 1; failure <= 7; failure++) {
        await new Visitor().signIn(person.login_email, 'faux')
      }
      await choose(new Visitor(), await aLink(person))
      assert.equal((await new Visitor().signIn(person.login_email, NEW_PASSWORD)).location, '/')
    })

    test('the page gives its address to no other site and to no cache', async ({ assert }) => {
      const page = await new Visitor().get(`/reset-password/${await aLink(await aPerson())}`)
      assert.equal(page.headers['referrer-policy'], 'same-origin')
      assert.include(page.headers['cache-control'], 'no-store')
    })
  }
)
