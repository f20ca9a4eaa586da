import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import app from '@adonisjs/core/services/app'
import logger from '@adonisjs/core/services/logger'
import testUtils from '@adonisjs/core/services/test_utils'
import { registry } from '#workers/modules'
import { Runtime } from '#workers/runtime'
import { rowsOf } from '#tests/helpers/database'
import { aManagedOrganisation } from '#tests/helpers/fixtures'
import { mailbox } from '#tests/helpers/mailbox'
import { backends, eventually } from '#tests/helpers/queues'
import { signedIn } from '#tests/helpers/signed_in'
import {
  accountsPath,
  aNonce,
  createByForm,
  inSession,
  readRecap,
  submit,
} from '#tests/helpers/technical_accounts'
import {
  filesWith,
  formsOf,
  outputsDuring,
  tablesWith,
  temporaryFolder,
} from '#tests/helpers/traces'
import { outside, Visitor, withDatabaseSessions } from '../../functional/users/visitor.js'

/** A manager's morning: everything that touches a password, what goes wrong included. */
async function live(client: ApiClient) {
  const { manager, organisation } = await aManagedOrganisation()
  const path = accountsPath(organisation.id)
  const created = await createByForm(client, manager, organisation.id, {
    form: { label: 'canary', notificationAddresses: 'int@exemple.test' },
  })
  const [{ id }] = await rowsOf('select id from technical_accounts')
  const { login, session } = created
  const send = (url: string, form: object) =>
    submit(client.post(url), manager, { ...form }, session)
  const reset = readRecap(await send(`${path}/${id}/password`, { nonce: aNonce(), overlap: '24h' }))
  const exports = `/organisations/${organisation.id}/credential-exports`

  // Two exports: one is fetched, one stays; a third can't be made and a mail can't be sent.
  const urls: string[] = []
  for (let n = 0; n < 3; n++) {
    const asked = await send(exports, { sealed: reset.sealed, format: 'pdf' })
    urls.push(asked.header('location') as string)
  }
  await rowsOf(`update credential_exports set sealed_secret = 'x' || sealed_secret where id = 3`)
  await rowsOf(`update technical_accounts set notification_addresses = '{broken}'`)
  await rowsOf(`update technical_passwords set created_at = created_at - interval '99 days',
                expires_at = expires_at - interval '99 days'`)
  await rowsOf(`insert into outbox_messages (job, payload)
                values ('technical_accounts.check_password_expiry', '{}')`)

  // A password where it does not belong, as a person pastes it.
  await paste(manager, path, reset.password)
  for (const form of [
    { label: reset.password, nonce: aNonce() },
    { nonce: reset.password, overlap: reset.password },
  ]) {
    await send(path, form)
  }
  await send(exports, { sealed: `1.1.${reset.password}`, format: 'text' })
  for (const secret of [created.password, reset.password, `${reset.password}x`]) {
    await client
      .post('/api/oauth/token')
      .form({ grant_type: 'client_credentials', client_id: login, client_secret: secret })
    await client
      .post('/cpro/utilisateurs/v1/monCompte/recuperer/rattachements')
      .header('cpro-account', Buffer.from(`${login}:${secret}`).toString('base64'))
      .json({})
  }
  return {
    login,
    secrets: [created.password, reset.password],
    download: () => inSession(signedIn(client.get(`${urls[0]}/pdf`), manager), session),
  }
}

/** Pastes a secret into every field of the form, in a session that is kept where real ones are. */
async function paste(manager: { login_email: string }, path: string, secret: string) {
  const restore = await withDatabaseSessions()
  try {
    const visitor = new Visitor()
    await visitor.signIn(manager.login_email)
    await visitor.get(`${path}/create`)
    await visitor.post(path, {
      label: secret,
      notificationAddresses: `${secret}\r\n${secret}@x`,
      nonce: secret,
      other: secret,
    })
    const [{ data }] = await outside('select data from sessions where user_id is not null')
    if (!data.includes('inputErrorsBag')) throw new Error('The form was not refused')
  } finally {
    restore()
  }
}

test.group('Canary', (group) => {
  group.setup(() => testUtils.httpServer().start())
  group.each.setup(() => mailbox.empty())

  for (const backend of backends) {
    test(`no password lies anywhere in clear after creation, reset, export, mails and failures (${backend.name})`, async ({
      assert,
      client,
      cleanup,
    }) => {
      await backend.empty()
      const temporary = await temporaryFolder()
      cleanup(() => temporary.remove())
      const since = Date.now() - 2_000
      let lived: Awaited<ReturnType<typeof live>>
      const output = await outputsDuring(async () => {
        const runtime = await Runtime.start(registry(), logger, backend.open())
        try {
          lived = await live(client)
          await eventually('the exports are made or given up', async () => {
            const [{ count }] = await rowsOf(
              `select count(*)::int as count from credential_exports where sealed_secret is not null`
            )
            return count === 0
          })
          await eventually('the mails are there', async () => (await mailbox.mails()).length >= 3)
          const download = await lived.download()
          assert.equal(download.status(), 200)
        } finally {
          await runtime.stop()
        }
      })
      const { login, secrets } = lived!
      const texts = secrets.flatMap((secret) => formsOf(secret, login))
      const sought = (where: string, text: string) =>
        texts.forEach((form) => assert.isFalse(text.includes(form), `${where} holds ${form}`))

      assert.include(output, 'job done', 'the logs are searched')
      sought('a log', output)
      for (const { subject, text, html, headers } of await mailbox.mails()) {
        sought('a mail', subject + text + html + JSON.stringify(headers))
      }
      assert.include(await tablesWith([login]), 'public.technical_accounts')
      assert.deepEqual(await tablesWith(texts), [])

      for (const folder of [app.makePath('storage'), app.makePath('tmp'), temporary.path]) {
        assert.deepEqual((await filesWith(texts, folder, since)).found, [])
      }
      // The run's own directory: database files and write-ahead log, received mails, every log.
      const directory = process.env.TEST_DIRECTORY
      if (directory) {
        const { found } = await filesWith([login], directory, since)
        assert.isTrue(
          found.some((file) => file.includes('pg_wal')),
          'the log is searched'
        )
        assert.deepEqual((await filesWith(texts, directory, since)).found, [])
      }
    }).timeout(120_000)
  }
})
