import { test } from '@japa/runner'
import { aPerson } from '#tests/helpers/fixtures'
import { rowsOf } from '#tests/helpers/database'
import { everyStatementDuring } from '#tests/helpers/api_calls'
import { told } from './told.js'
import { outside, Visitor, withDatabaseSessions } from './visitor.js'

const messages = () => rowsOf('select job, payload from outbox_messages order by id')

test.group('A forgotten password: asking for a link', (group) => {
  group.each.setup(() => withDatabaseSessions())

  const ask = async (email: string, visitor = new Visitor()) => {
    await visitor.get('/forgot-password')
    return visitor.post('/forgot-password', { email })
  }

  test('asks the worker for a mail; the message names the person and holds no secret', async ({
    assert,
  }) => {
    const person = await aPerson()
    assert.equal((await ask(person.login_email)).status, 200)
    assert.deepEqual(await messages(), [
      { job: 'users.send_password_reset_link', payload: { userId: person.id } },
    ])
    assert.isEmpty(await rowsOf('select 1 from user_links'))
  })

  test('answers the same whether the account exists, is deactivated or does not exist, after the same statements', async ({
    assert,
  }) => {
    const person = await aPerson()
    const deactivated = await aPerson({ deactivated_at: new Date() })
    const logins = [
      person.login_email,
      deactivated.login_email,
      'personne@ailleurs.test',
      'TECH_064205873900839@habilis.test',
    ]
    const answers: ReturnType<typeof told>[] = []
    const statements = []
    for (const login of logins) {
      const ran = await everyStatementDuring(async () => {
        answers.push(told(await ask(login), login))
      })
      statements.push(ran.map((statement) => statement.replaceAll(/attempt_\d+/g, 'attempt')))
    }
    for (const answer of answers) assert.deepEqual(answer, answers[0])
    for (const ran of statements) assert.deepEqual(ran, statements[0])
    assert.deepEqual(
      (await messages()).map(({ payload }) => payload.userId),
      [person.id, null, null, null]
    )
  })

  test('a contact address that is no login finds nobody', async ({ assert }) => {
    await aPerson({ contact_email: 'contact@ville.test' })
    await ask('contact@ville.test')
    assert.deepEqual((await messages())[0].payload, { userId: null })
  })

  test('is throttled, account or none, and keeps the address', async ({ assert }) => {
    for (const login of [(await aPerson()).login_email, 'personne@ailleurs.test']) {
      await outside('delete from throttles')
      for (let request = 1; request <= 6; request++) assert.equal((await ask(login)).status, 200)
      const refused = await ask(login)
      assert.equal(refused.status, 429)
      assert.match(String(refused.headers['retry-after']), /^(2\d|30)$/)
      assert.include(refused.body, `value="${login}"`)
    }
    assert.lengthOf(await messages(), 12)
  })

  test('what is no address is said to be none', async ({ assert }) => {
    const visitor = new Visitor()
    assert.equal((await ask('pas une adresse', visitor)).location, '/forgot-password')
    const form = await visitor.get('/forgot-password')
    assert.include(form.body, 'ds-error-summary')
    assert.include(form.body, 'value="pas une adresse"')
  })

  test('without the form’s token does nothing', async ({ assert }) => {
    const person = await aPerson()
    const visitor = new Visitor()
    await visitor.get('/forgot-password')
    await visitor.post('/forgot-password', { email: person.login_email }, { token: null })
    assert.isEmpty(await messages())
  })
})
