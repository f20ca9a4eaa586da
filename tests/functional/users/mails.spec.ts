import { test } from '@japa/runner'
import mail from '@adonisjs/mail/services/main'
import { tenancy } from '#shared/tenancy/main'
import type { JobHandler } from '#shared/jobs/define_job'
import { aPerson } from '#tests/helpers/fixtures'
import { rowsOf } from '#tests/helpers/database'
import * as jobs from '../../../app/users/jobs.js'
import { Visitor, withDatabaseSessions } from './visitor.js'

const PASSWORD = 'quatre chevaux gris et un banc'
const NEW = 'nouvelle@ville.test'

/** Does what the worker does with the newest message of the outbox. */
async function work() {
  const [row] = await rowsOf('select * from outbox_messages order by id desc limit 1')
  const job = Object.values(jobs).find((known) => 'name' in known && known.name === row.job) as {
    scope?: 'own' | 'job'
    handler: () => Promise<JobHandler<object>>
  }
  const { handle } = await job.handler()
  const run = () => handle(row.payload, { outboxId: String(row.id) })
  await (job.scope === 'own' ? run() : tenancy.asSystem('test', run))
}

/** The mails sent meanwhile: to whom, subject, text. */
function sentBy(fake: ReturnType<typeof mail.fake>) {
  return fake.messages.sent().map((message) => {
    const { message: content } = message.toObject() as any // any: nodemailer's union of addresses
    return {
      to: content.to.map((to: string | { address: string }) =>
        typeof to === 'string' ? to : to.address
      ),
      subject: content.subject as string,
      text: content.text as string,
      messageId: content.messageId as string,
    }
  })
}

const pathIn = (text: string) => /\/(?:reset-password|contact-email)\/[\w-]{43}/.exec(text)![0]

test.group('Mails about one’s account', (group) => {
  group.each.setup(() => withDatabaseSessions())

  test('a forgotten password, from the form to the login: the link goes to the login address only', async ({
    assert,
  }) => {
    using fake = mail.fake()
    const person = await aPerson({ contact_email: 'contact@ville.test' })
    const visitor = new Visitor()
    await visitor.get('/forgot-password')
    await visitor.post('/forgot-password', { email: person.login_email })
    await work()
    const [link] = sentBy(fake)
    assert.deepEqual(link.to, [person.login_email])
    const path = pathIn(link.text)
    await visitor.get(path)
    await visitor.post(path, { password: PASSWORD, password_confirmation: PASSWORD })
    assert.equal((await visitor.signIn(person.login_email, PASSWORD)).location, '/')
    await work()
    const notice = sentBy(fake).at(-1)!
    assert.deepEqual(notice.to, [person.login_email])
    assert.notInclude(notice.text, PASSWORD)
  })

  test('for an unknown login the worker sends nothing', async ({ assert }) => {
    using fake = mail.fake()
    const visitor = new Visitor()
    await visitor.get('/forgot-password')
    await visitor.post('/forgot-password', { email: 'personne@ailleurs.test' })
    await work()
    assert.isEmpty(sentBy(fake))
    assert.isEmpty(await rowsOf('select 1 from user_links'))
  })

  test('a second try sends a link that works, and the first one does not any more', async ({
    assert,
  }) => {
    using fake = mail.fake()
    const person = await aPerson()
    const visitor = new Visitor()
    await visitor.get('/forgot-password')
    await visitor.post('/forgot-password', { email: person.login_email })
    await work()
    await work()
    const [first, second] = sentBy(fake)
    assert.notEqual(first.messageId, second.messageId)
    assert.equal((await visitor.get(pathIn(first.text))).status, 410)
    assert.equal((await visitor.get(pathIn(second.text))).status, 200)
  })

  test('somebody deactivated meanwhile gets no link', async ({ assert }) => {
    using fake = mail.fake()
    const person = await aPerson()
    const visitor = new Visitor()
    await visitor.get('/forgot-password')
    await visitor.post('/forgot-password', { email: person.login_email })
    await rowsOf('update users set deactivated_at = now() where id = ?', [person.id])
    await work()
    assert.isEmpty(sentBy(fake))
  })

  test('a new contact address is verified at that address, and told to the login address', async ({
    assert,
  }) => {
    using fake = mail.fake()
    const person = await aPerson({ contact_email: 'contact@ville.test' })
    const visitor = new Visitor()
    await visitor.signIn(person.login_email)
    await visitor.get('/account/contact-email')
    await visitor.post('/account/contact-email', { email: NEW })
    await work()
    const [verification] = sentBy(fake)
    assert.deepEqual(verification.to, [NEW])
    const path = pathIn(verification.text)
    const elsewhere = new Visitor()
    await elsewhere.get(path)
    assert.equal((await elsewhere.post(path)).location, '/login')
    await work()
    const notice = sentBy(fake).at(-1)!
    assert.deepEqual(notice.to, [person.login_email])
    assert.include(notice.text, NEW)
  })

  test('a verification that was used is not sent again', async ({ assert }) => {
    using fake = mail.fake()
    const person = await aPerson()
    const visitor = new Visitor()
    await visitor.signIn(person.login_email)
    await visitor.get('/account/contact-email')
    await visitor.post('/account/contact-email', { email: NEW })
    await rowsOf('update user_links set used_at = now()')
    await work()
    assert.isEmpty(sentBy(fake))
  })

  test('mails are in the language chosen on the site', async ({ assert }) => {
    using fake = mail.fake()
    const person = await aPerson()
    const visitor = new Visitor()
    await visitor.signIn(person.login_email)
    await visitor.get('/account')
    await visitor.post('/locale', { locale: 'en' })
    await visitor.get('/forgot-password')
    await visitor.post('/forgot-password', { email: person.login_email })
    await work()
    assert.include(sentBy(fake)[0].text, 'Hello')
  })

  test('no message of the outbox ever holds a secret', async ({ assert }) => {
    using fake = mail.fake()
    const person = await aPerson()
    const visitor = new Visitor()
    await visitor.get('/forgot-password')
    await visitor.post('/forgot-password', { email: person.login_email })
    await work()
    const secret = pathIn(sentBy(fake)[0].text).split('/').at(-1)!
    const path = `/reset-password/${secret}`
    await visitor.get(path)
    await visitor.post(path, { password: PASSWORD, password_confirmation: PASSWORD })
    for (const table of ['outbox_messages', 'user_links', 'audit_events']) {
      const dump = JSON.stringify(await rowsOf(`select t::text from ${table} t`))
      assert.notInclude(dump, secret)
      assert.notInclude(dump, PASSWORD)
    }
  })
})
