import { test } from '@japa/runner'
import { aManagedOrganisation, aPerson, attach, PASSWORD } from '#tests/helpers/fixtures'
import { rowsOf } from '#tests/helpers/database'
import { signedIn } from '#tests/helpers/signed_in'
import { generatePassword } from '../../../app/technical_accounts/credential/technical_password.js'
import { accountsPath, aNonce, anAccount } from '#tests/helpers/technical_accounts'
import { letPass, MINUTES, outside, Visitor, withDatabaseSessions } from './visitor.js'

test.group(
  'The password again before a sensitive act (docs/security.md, People: re-authentication)',
  (group) => {
    group.each.setup(() => withDatabaseSessions())

    const signInLongAgo = async (minutes = 6) => {
      const person = await aPerson()
      const visitor = new Visitor()
      await visitor.signIn(person.login_email)
      await letPass(person, minutes * MINUTES)
      return { person, visitor }
    }

    test('is not asked for within five minutes of the login', async ({ assert }) => {
      const { visitor } = await signInLongAgo(4)
      assert.equal((await visitor.get('/account/contact-email')).status, 200)
    })

    test('is asked for afterwards, and leads to where one was going', async ({ assert }) => {
      const { person, visitor } = await signInLongAgo()
      assert.equal((await visitor.get('/account/contact-email?a=1')).location, '/reauthentication')
      const form = await visitor.get('/reauthentication')
      assert.include(form.body, person.login_email)
      const answer = await visitor.post('/reauthentication', { password: PASSWORD })
      assert.equal(answer.location, '/account/contact-email?a=1')
      assert.equal((await visitor.get('/account/contact-email')).status, 200)
    })

    test('gives the session a new id, and the old one is worth nothing', async ({ assert }) => {
      const { visitor } = await signInLongAgo()
      await visitor.get('/account/contact-email')
      await visitor.get('/reauthentication')
      const before = visitor.session
      await visitor.post('/reauthentication', { password: PASSWORD })
      assert.notEqual(visitor.session, before)
      const thief = new Visitor()
      thief.session = before
      assert.equal((await thief.get('/account')).location, '/login')
      assert.equal((await visitor.get('/account')).status, 200)
    })

    test('a wrong one is refused, and nothing is open', async ({ assert }) => {
      const { visitor } = await signInLongAgo()
      await visitor.get('/account/contact-email')
      await visitor.get('/reauthentication')
      const refused = await visitor.post('/reauthentication', {
        password: 'pas le bon mot de passe',
      })
      assert.equal(refused.status, 422)
      assert.include(refused.body, 'ds-error-summary')
      assert.equal((await visitor.get('/account/contact-email')).location, '/reauthentication')
    })

    test('another person’s password is not one’s own', async ({ assert }) => {
      const { hash } = { hash: (await import('@adonisjs/core/services/hash')).default }
      await aPerson({ password_hash: await hash.make('celui de quelqu’un d’autre') })
      const { visitor } = await signInLongAgo()
      await visitor.get('/reauthentication')
      const refused = await visitor.post('/reauthentication', {
        password: 'celui de quelqu’un d’autre',
      })
      assert.equal(refused.status, 422)
    })

    test('a form sent too late is shown again with what was typed, and never sent by itself', async ({
      assert,
    }) => {
      const { person, visitor } = await signInLongAgo(4)
      await visitor.get('/account/contact-email')
      await letPass(person, 6 * MINUTES)
      const late = await visitor.post('/account/contact-email', {
        email: 'nouvelle@ville.test',
        password: 'un secret tapé par erreur',
      })
      assert.equal(late.location, '/reauthentication')
      const [{ data }] = await outside('select data from sessions where user_id = ?', [person.id])
      assert.notInclude(data, 'un secret')
      await visitor.get('/reauthentication')
      const answer = await visitor.post('/reauthentication', { password: PASSWORD })
      assert.equal(answer.location, '/account/contact-email')
      assert.include(
        (await visitor.get('/account/contact-email')).body,
        'value="nouvelle@ville.test"'
      )
      assert.isEmpty(await rowsOf('select 1 from user_links'))
      assert.isEmpty(await rowsOf('select 1 from outbox_messages'))
    })

    test('a technical password among what was typed is not kept', async ({ assert }) => {
      const { person, visitor } = await signInLongAgo()
      const pasted = generatePassword()
      await visitor.get('/account')
      await visitor.post('/account/contact-email', { email: pasted, other: 'kept' })
      const [{ data }] = await outside('select data from sessions where user_id = ?', [person.id])
      assert.include(data, 'kept')
      assert.notInclude(data, pasted)
    })

    /** The form as it comes back to a manager who sent it too late. */
    const comesBack = async (
      manager: { id: number; login_email: string },
      form: string,
      action: string,
      fields: Record<string, string>
    ) => {
      const visitor = new Visitor()
      await visitor.signIn(manager.login_email)
      await visitor.get(form)
      await letPass(manager, 6 * MINUTES)
      await visitor.post(action, fields)
      await visitor.get('/reauthentication')
      const { location } = await visitor.post('/reauthentication', { password: PASSWORD })
      return (await visitor.get(location!)).body
    }

    test('a reset sent too late comes back with its overlap', async ({ assert }) => {
      const { manager, organisation } = await aManagedOrganisation()
      const { accountId } = await anAccount(organisation.id)
      const path = `${accountsPath(organisation.id)}/${accountId}/password`
      const sent = { overlap: '7d', nonce: aNonce() }
      const body = await comesBack(manager, `${path}/create`, path, sent)
      assert.match(body, /value="7d"[^>]* checked/)
      assert.lengthOf(body.match(/ checked/g)!, 1)
      assert.notInclude(body, sent.nonce)
    })

    test('a creation sent too late comes back with its label and its addresses', async ({
      assert,
    }) => {
      const { manager, organisation } = await aManagedOrganisation()
      const path = accountsPath(organisation.id)
      const body = await comesBack(manager, `${path}/create`, path, {
        label: 'ERP de la ville',
        notificationAddresses: 'un@b.test\r\ndeux@b.test',
        nonce: aNonce(),
      })
      assert.include(body, 'value="ERP de la ville"')
      assert.match(body, />un@b\.test\s+deux@b\.test<\/textarea>/)
    })

    test('a hand-over sent too late comes back with the person chosen', async ({ assert }) => {
      const { manager, organisation } = await aManagedOrganisation()
      const candidates = [await aPerson(), await aPerson()]
      for (const { id } of candidates) await attach(id, organisation.id)
      const path = `/organisations/${organisation.id}/handover`
      const user = String(candidates[1].id)
      const body = await comesBack(manager, path, path, { user })
      assert.match(body, new RegExp(`<option value="${user}" selected`))
    })

    for (const referer of ['https://mechant.example/', 'http://127.0.0.1:1//mechant.example', '']) {
      test(`a form that came from "${referer}" leads home`, async ({ assert }) => {
        const { visitor } = await signInLongAgo()
        await visitor.get('/account')
        await visitor.post(
          '/account/contact-email',
          { email: 'a@b.test' },
          { headers: { referer } }
        )
        await visitor.get('/reauthentication')
        assert.equal(
          (await visitor.post('/reauthentication', { password: PASSWORD })).location,
          '/'
        )
      })
    }

    test('a forged "next" leads home', async ({ assert }) => {
      for (const next of ['https://mechant.example', '//mechant.example', '/\\mechant.example']) {
        const { visitor } = await signInLongAgo()
        await visitor.get('/reauthentication')
        assert.equal(
          (await visitor.post('/reauthentication', { password: PASSWORD, next })).location,
          '/'
        )
      }
    })

    test('does not make the session longer: it ends 8 hours after the login', async ({
      assert,
    }) => {
      const { person, visitor } = await signInLongAgo(7 * 60 + 57)
      await visitor.get('/reauthentication')
      await visitor.post('/reauthentication', { password: PASSWORD })
      assert.equal((await visitor.get('/account')).status, 200)
      await letPass(person, 4 * MINUTES)
      assert.equal((await visitor.get('/account')).location, '/login')
    })

    test('a visitor is sent to the login', async ({ assert }) => {
      const visitor = new Visitor()
      assert.equal((await visitor.get('/account/contact-email')).location, '/login')
      assert.equal((await visitor.get('/reauthentication')).location, '/login')
      await visitor.get('/login')
      assert.equal(
        (await visitor.post('/reauthentication', { password: PASSWORD })).location,
        '/login'
      )
    })

    test('without the form’s token nothing is confirmed', async ({ assert }) => {
      const { visitor } = await signInLongAgo()
      await visitor.get('/reauthentication')
      await visitor.post('/reauthentication', { password: PASSWORD }, { token: null })
      assert.equal((await visitor.get('/account/contact-email')).location, '/reauthentication')
    })
  }
)

test.group('The same through the framework’s test client', () => {
  test('confirmed: false is sent to the form', async ({ client, assert }) => {
    const person = await aPerson()
    const sent = await signedIn(client.get('/account/contact-email'), person, {
      confirmed: false,
    }).redirects(0)
    assert.equal(sent.status(), 302)
    assert.equal(sent.header('location'), '/reauthentication')
    const open = await signedIn(client.get('/account/contact-email'), person)
    open.assertStatus(200)
  })
})
