import { test } from '@japa/runner'
import { tenancy } from '#shared/tenancy/main'
import { aManagedOrganisation, aPerson } from '#tests/helpers/fixtures'
import { rowsOf } from '#tests/helpers/database'
import { renewLink } from '../../../app/users/links/write_link.js'
import { outside, Visitor, withDatabaseSessions } from './visitor.js'

const NEW = 'nouvelle@ville.test'

async function aVisitor() {
  const person = await aPerson()
  const visitor = new Visitor()
  await visitor.signIn(person.login_email)
  return { person, visitor }
}

async function ask(visitor: Visitor, email = NEW) {
  await visitor.get('/account/contact-email')
  return visitor.post('/account/contact-email', { email })
}

/** What the job does to the newest request: its secret. */
async function secretSent() {
  const [{ id }] = await rowsOf('select id from user_links order by id desc limit 1')
  return (await tenancy.asSystem('test', () => renewLink(id)))!
}

const confirm = async (visitor: Visitor, secret: string) => {
  await visitor.get(`/contact-email/${secret}`)
  return visitor.post(`/contact-email/${secret}`)
}

const contactOf = async (person: { id: number }) =>
  (await rowsOf('select contact_email from users where id = ?', [person.id]))[0].contact_email

test.group('One’s contact address: counts once verified by mail', (group) => {
  group.each.setup(() => withDatabaseSessions())

  test('a new one is only asked for: a link is to be sent there, and the page says so', async ({
    assert,
  }) => {
    const { person, visitor } = await aVisitor()
    assert.equal((await ask(visitor)).location, '/account')
    const page = await visitor.get('/account')
    assert.include(page.body, NEW)
    assert.equal(await contactOf(person), person.contact_email)
    const [link] = await rowsOf('select * from user_links')
    assert.equal(link.email, NEW)
    assert.deepEqual(await rowsOf('select job, payload from outbox_messages'), [
      { job: 'users.send_contact_email_verification', payload: { linkId: link.id } },
    ])
  })

  test('it counts once its link is confirmed; opening the link alone changes nothing', async ({
    assert,
  }) => {
    const { person, visitor } = await aVisitor()
    await ask(visitor)
    const secret = await secretSent()
    const page = await visitor.get(`/contact-email/${secret}`)
    assert.equal(page.status, 200)
    assert.include(page.body, NEW)
    assert.equal(await contactOf(person), person.contact_email)
    assert.equal((await visitor.post(`/contact-email/${secret}`)).location, '/account')
    assert.include((await visitor.get('/account')).body, `désormais envoyées à ${NEW}`)
    assert.equal(await contactOf(person), NEW)
  })

  test('the link works signed out: mail is read elsewhere', async ({ assert }) => {
    const { person, visitor } = await aVisitor()
    await ask(visitor)
    const elsewhere = new Visitor()
    assert.equal((await confirm(elsewhere, await secretSent())).location, '/login')
    assert.include((await elsewhere.get('/login')).body, `désormais envoyées à ${NEW}`)
    assert.equal(await contactOf(person), NEW)
  })

  test('in somebody else’s session it does nothing, says what to do, and stays usable', async ({
    assert,
  }) => {
    const { person, visitor } = await aVisitor()
    await ask(visitor)
    const secret = await secretSent()
    const { person: other, visitor: stranger } = await aVisitor()
    for (const page of [
      await stranger.get(`/contact-email/${secret}`),
      await confirm(stranger, secret),
    ]) {
      assert.equal(page.status, 403)
      assert.include(page.body, 'Déconnectez-vous, puis rouvrez le lien')
      assert.notInclude(page.body, NEW)
    }
    assert.equal(await contactOf(person), person.contact_email)
    assert.equal(await contactOf(other), other.contact_email)
    assert.equal((await confirm(visitor, secret)).location, '/account')
  })

  test('the link works once, for 60 minutes, and a newer request ends it', async ({ assert }) => {
    const { person, visitor } = await aVisitor()
    await ask(visitor, 'premiere@ville.test')
    const first = await secretSent()
    await ask(visitor, 'seconde@ville.test')
    const second = await secretSent()
    assert.equal((await confirm(visitor, first)).status, 410)
    assert.equal((await confirm(visitor, second)).location, '/account')
    assert.equal((await confirm(visitor, second)).status, 410)
    assert.equal(await contactOf(person), 'seconde@ville.test')
    await ask(visitor, 'troisieme@ville.test')
    const third = await secretSent()
    await rowsOf('update user_links set expires_at = now() where used_at is null')
    assert.equal((await confirm(visitor, third)).status, 410)
    assert.equal(await contactOf(person), 'seconde@ville.test')
  })

  test('before the mail has left no link works', async ({ assert }) => {
    const { visitor } = await aVisitor()
    await ask(visitor)
    assert.equal((await confirm(visitor, 'a'.repeat(43))).status, 410)
  })

  test('the change is journalled with both addresses, and the login address is told', async ({
    assert,
  }) => {
    const { person, visitor } = await aVisitor()
    await ask(visitor)
    await confirm(new Visitor('127.0.0.9'), await secretSent())
    const [event] = await rowsOf(
      `select * from audit_events where action = 'users.contact_email_changed'`
    )
    assert.deepEqual(event.details, { from: person.contact_email, to: NEW })
    assert.equal(event.actor_id, person.id)
    assert.equal(event.source_address, '127.0.0.9')
    const jobs = await rowsOf('select job, payload from outbox_messages order by id')
    assert.deepEqual(jobs.at(-1), {
      job: 'users.send_contact_email_changed_mail',
      payload: { userId: person.id },
    })
  })

  test('whoever manages an organisation is told before that its technical accounts follow', async ({
    assert,
  }) => {
    const { manager } = await aManagedOrganisation()
    const told = new Visitor()
    await told.signIn(manager.login_email)
    const sentence = 'Les comptes techniques des structures dont vous êtes gestionnaire principal'
    assert.include((await told.get('/account/contact-email')).body, sentence)
    const { visitor } = await aVisitor()
    assert.notInclude((await visitor.get('/account/contact-email')).body, sentence)
  })

  test('the address one already has is refused', async ({ assert }) => {
    const { person, visitor } = await aVisitor()
    const refused = await ask(visitor, String(person.contact_email).toUpperCase())
    assert.equal(refused.status, 422)
    assert.include(refused.body, 'déjà votre adresse')
  })

  test('what is no address is refused and shown again', async ({ assert }) => {
    const { visitor } = await aVisitor()
    assert.equal((await ask(visitor, 'pas une adresse')).location, '/account/contact-email')
    assert.include((await visitor.get('/account/contact-email')).body, 'value="pas une adresse"')
  })

  test('two addresses, or a line break, are no address', async ({ assert }) => {
    const { visitor } = await aVisitor()
    for (const email of ['a@b.test,c@d.test', 'a@b.test\nBcc: c@d.test', '"a b"@d.test>']) {
      assert.equal((await ask(visitor, email)).location, '/account/contact-email')
    }
    assert.isEmpty(await rowsOf('select 1 from user_links'))
  })

  test('asking again and again is throttled: each request is a mail in somebody’s box', async ({
    assert,
  }) => {
    const { visitor } = await aVisitor()
    for (let request = 1; request <= 6; request++) {
      assert.equal((await ask(visitor, `adresse-${request}@ville.test`)).location, '/account')
    }
    const refused = await ask(visitor, 'encore@ville.test')
    assert.equal(refused.status, 429)
    assert.include(refused.body, 'value="encore@ville.test"')
    assert.isEmpty(await rowsOf(`select 1 from user_links where email = 'encore@ville.test'`))
  })

  test('a request without the form’s token does nothing', async ({ assert }) => {
    const { visitor } = await aVisitor()
    await visitor.get('/account/contact-email')
    await visitor.post('/account/contact-email', { email: NEW }, { token: null })
    assert.isEmpty(await rowsOf('select 1 from user_links'))
    await ask(visitor)
    const secret = await secretSent()
    await visitor.get(`/contact-email/${secret}`)
    await visitor.post(`/contact-email/${secret}`, {}, { token: null })
    assert.isEmpty(await rowsOf(`select 1 from audit_events where action like 'users.contact%'`))
  })

  test('a reset of the password ends a change that waits', async ({ assert }) => {
    const { person, visitor } = await aVisitor()
    await ask(visitor)
    const secret = await secretSent()
    const { writeLink } = await import('../../../app/users/links/write_link.js')
    const reset = await tenancy.asSystem('test', () =>
      writeLink({ userId: person.id, purpose: 'password_reset', email: person.login_email })
    )
    const anyone = new Visitor()
    await anyone.get(`/reset-password/${reset.secret}`)
    const password = 'quatre chevaux gris et un banc'
    await anyone.post(`/reset-password/${reset.secret}`, {
      password,
      password_confirmation: password,
    })
    assert.equal((await confirm(new Visitor(), secret)).status, 410)
  })

  test('visitors see nobody’s account', async ({ assert }) => {
    for (const path of ['/account', '/account/contact-email']) {
      assert.equal((await new Visitor().get(path)).location, '/login')
    }
    assert.isEmpty(await outside('select 1 from sessions where user_id is not null'))
  })
})
