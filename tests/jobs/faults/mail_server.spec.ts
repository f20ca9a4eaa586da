import { test } from '@japa/runner'
import { aManagedOrganisation } from '#tests/helpers/fixtures'
import { rowsOf } from '#tests/helpers/database'
import { kill, run, type OwnProcess } from '#tests/helpers/own_process'
import { backends, eventually } from '#tests/helpers/queues'
import { SmtpServer } from '#tests/helpers/smtp_server'
import { anAccount } from '#tests/helpers/technical_accounts'

const TRIES = 5
const [backend] = backends

test.group('A mail server that fails', (group) => {
  let smtp: SmtpServer
  let worker: OwnProcess

  group.each.timeout(110_000)
  group.each.setup(async () => {
    await backend.empty()
    smtp = new SmtpServer()
    const port = await smtp.open()
    worker = run(['ace.js', 'jobs:work'], {
      ...backend.environment,
      LOG_LEVEL: 'info',
      SMTP_HOST: '127.0.0.1',
      SMTP_PORT: String(port),
    })
    await eventually('the workers are ready', () => worker.output().includes('workers ready'))
    return async () => {
      await kill(worker)
      await smtp.close()
      await backend.empty()
    }
  })

  /** One mail to a manager of their own: that their technical account was created. */
  const aMail = async (): Promise<string> => {
    const { manager, organisation } = await aManagedOrganisation()
    await anAccount(organisation.id)
    return manager.contact_email
  }
  const unsettled = async () =>
    (await rowsOf('select id from outbox_messages where settled_at is null')).length
  const told = () => rowsOf('select organisation_id from undelivered_mails')
  const failedTries = () => worker.output().split('will be tried again').length - 1
  const givenUp = () => worker.output().split('job given up').length - 1
  const received = (address: string) => smtp.taken.filter(({ to }) => to === address).length

  /** Makes what waits for its next try due now, until the condition holds. */
  async function untilThen(what: string, condition: () => boolean | Promise<boolean>) {
    const queue = backend.look('mails')
    try {
      await eventually(
        what,
        async () => {
          await queue.promoteDelayed()
          return condition()
        },
        60_000
      )
    } finally {
      await queue.close()
    }
  }

  for (const mood of ['down', 'later', 'silent'] as const) {
    test(`is tried again when it was ${mood}, and nothing is lost when it is back`, async ({
      assert,
    }) => {
      if (mood === 'down') await smtp.close()
      else smtp.mood = mood
      const addresses = [await aMail(), await aMail(), await aMail()]
      await eventually('each was tried', () => failedTries() >= addresses.length)
      assert.deepEqual(smtp.taken, [])

      if (mood === 'down') await smtp.open()
      else smtp.mood = 'well'
      await untilThen('all are settled', async () => (await unsettled()) === 0)
      assert.deepEqual(addresses.map(received), [1, 1, 1])
      assert.equal(givenUp(), 0)
    })
  }

  test('that knows one reader no more: given up and told, the others get theirs', async ({
    assert,
  }) => {
    const gone = await aMail()
    smtp.unknown.add(gone)
    const others = [await aMail(), await aMail()]
    await eventually('the others have theirs', () => others.every((other) => received(other) === 1))
    await untilThen('the one is given up', () => givenUp() === 1)

    assert.equal(received(gone), 0)
    assert.equal(failedTries(), TRIES - 1)
    await eventually('nothing is asked for any more', async () => (await unsettled()) === 0)
    const queue = backend.look('mails')
    const [letter, ...more] = await queue.failed()
    await queue.close()
    assert.deepEqual(more, [])
    assert.equal(letter.attemptsMade, TRIES)
    assert.include(letter.failedReason, '550')
    assert.notInclude(JSON.stringify(letter.data), gone)
    assert.lengthOf(await told(), 1)

    smtp.unknown.delete(gone)
    const { output, ended } = run(['ace.js', 'jobs:retry', '--all'], backend.environment)
    assert.equal(await ended, 0, output())
    await eventually('the one has theirs', () => received(gone) === 1)
    await eventually('nobody is told any more', async () => (await told()).length === 0)
    assert.deepEqual(others.map(received), [1, 1])
  })

  test('that never comes to an end is left before PostgreSQL ends the transaction', async ({
    assert,
  }) => {
    smtp.mood = 'endless'
    const address = await aMail()
    await eventually('the try has ended', () => failedTries() === 1)
    assert.include(worker.output(), 'MailTimeout')
    assert.notInclude(worker.output(), 'idle-in-transaction')

    smtp.mood = 'well'
    await untilThen('it is settled', async () => (await unsettled()) === 0)
    assert.equal(received(address), 1)
  })
})
