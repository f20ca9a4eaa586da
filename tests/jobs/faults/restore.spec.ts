import { test } from '@japa/runner'
import { anOwnCluster, type OwnCluster } from '#tests/helpers/own_cluster'
import { kill, run, type OwnProcess } from '#tests/helpers/own_process'
import { eventually } from '#tests/helpers/queues'
import { SmtpServer } from '#tests/helpers/smtp_server'

const SIRET = '64205873900839'

test.group('A database restored from a backup', (group) => {
  let cluster: OwnCluster
  let smtp: SmtpServer
  let worker: OwnProcess | undefined
  let environment: Record<string, string | undefined>

  group.each.timeout(110_000)
  group.each.setup(async () => {
    smtp = new SmtpServer()
    const port = String(await smtp.open())
    cluster = await anOwnCluster()
    environment = {
      ...cluster.environment,
      REDIS_URL: undefined,
      LOG_LEVEL: 'info',
      SMTP_HOST: '127.0.0.1',
      SMTP_PORT: port,
    }
    return async () => {
      await stopWorking()
      await smtp.close()
      await cluster.remove()
    }
  })

  const ace = async (...args: string[]) => {
    const command = run(['ace.js', ...args], environment)
    if ((await command.ended) !== 0) throw new Error(command.output())
  }
  const createAccount = () => ace('technical-accounts:create', SIRET, '--json')
  const work = async () => {
    worker = run(['ace.js', 'jobs:work'], environment)
    const { output } = worker
    await eventually('the workers are ready', () => output().includes('workers ready'))
  }
  const stopWorking = async () => {
    if (worker) await kill(worker)
    worker = undefined
  }
  const product = 'habilis'
  const allIsSettled = async () => {
    const rows = await cluster.query('select id from outbox_messages where settled_at is null')
    return rows.length === 0
  }
  const backUp = () => cluster.administer(`create database backup template ${product}`)
  async function restore() {
    await cluster.administer(`drop database ${product} with (force)`)
    await cluster.administer(`alter database backup rename to ${product}`)
    // The queues are no part of a backup: they are made anew, empty.
    const [{ tables }] = await cluster.query<{ tables: string }>(
      `select string_agg(format('bullmq.%I', tablename), ', ') as tables from pg_tables
       where schemaname = 'bullmq' and tablename <> 'migration'`
    )
    await cluster.query(`truncate ${tables} cascade`)
  }

  test('sends no mail again that was sent before it, and once what still waited', async ({
    assert,
  }) => {
    await ace('db:demo')
    // The schedule runs as ever: nothing of the demonstration may fall due at one time and not another.
    await cluster.query(`update technical_passwords set expires_at = now() + interval '90 days'`)
    await createAccount()
    await work()
    await eventually('everything is done', allIsSettled)
    await stopWorking()
    const before = smtp.taken.length
    assert.isAbove(before, 0)

    // Waits in the backup, is sent after it.
    await createAccount()
    await backUp()
    await work()
    await eventually('the second mail is sent', allIsSettled)
    await stopWorking()
    const sent = smtp.taken.slice(before)
    assert.isAbove(sent.length, 0)

    await restore()
    await work()
    await eventually('everything is done again', allIsSettled)
    const again = smtp.taken.slice(before + sent.length)
    // The receiving side knows it by its id.
    assert.sameDeepMembers(again, sent)

    // Numbers of the time after the backup are used anew; their messages are not taken for done.
    await createAccount()
    await eventually('the newest mail is sent', allIsSettled)
    const newest = smtp.taken.slice(before + sent.length + again.length)
    assert.lengthOf(newest, sent.length)
    const ids = new Set([...sent, ...newest].map(({ messageId }) => messageId))
    assert.equal(ids.size, sent.length + newest.length)
  })
})
