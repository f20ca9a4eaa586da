import { test } from '@japa/runner'
import { checkPasswordExpiry } from '../../../app/technical_accounts/expiry/check_password_expiry.js'
import { rowsOf } from '#tests/helpers/database'
import { aManagedOrganisation, aPerson } from '#tests/helpers/fixtures'
import { mailbox } from '#tests/helpers/mailbox'
import { workOffOutbox } from '#tests/helpers/outbox'
import { age, anAccount, aReset } from '#tests/helpers/technical_accounts'

const HOUR = 3600 * 1000
const check = (at?: Date) => checkPasswordExpiry({ at })
const stages = async () =>
  (await rowsOf('select stage from password_notices order by id')).map((row) => row.stage)

async function givenAnAccount(values: Parameters<typeof anAccount>[1] = {}) {
  const { organisation, manager } = await aManagedOrganisation({
    organisation: { email: 'structure@exemple.test' },
    manager: { contact_email: 'gp@exemple.test' },
  })
  const account = await anAccount(organisation.id, values)
  await rowsOf('delete from outbox_messages')
  const before = (hours: number) => new Date(account.expiresAt.getTime() - hours * HOUR)
  return { organisation, manager, account, before }
}

const recipients = async () => (await mailbox.mails()).flatMap(({ to }) => to).sort()

test.group('Expiry check', (group) => {
  group.each.setup(() => mailbox.empty())

  test('notes each stage at its instant and not before, once', async ({ assert }) => {
    const { before } = await givenAnAccount()
    for (const [stage, days] of [
      ['30', 30],
      ['15', 15],
      ['7', 7],
      ['3', 3],
      ['1', 1],
      ['expired', 0],
    ] as const) {
      const instant = before(days * 24)
      assert.equal(await check(new Date(instant.getTime() - 1)), 0, stage)
      assert.equal(await check(instant), 1, stage)
      assert.equal(await check(instant), 0, stage)
    }
    assert.deepEqual(await stages(), ['30', '15', '7', '3', '1', 'expired'])
    assert.equal(await check(before(-24 * 365)), 0)
  })

  test('what was missed is caught up with the most urgent stage alone', async ({ assert }) => {
    const { before } = await givenAnAccount()
    assert.equal(await check(before(2 * 24)), 1)
    assert.deepEqual(await stages(), ['3'])
    assert.equal(await check(before(2 * 24 - 1)), 0)
  })

  test('of many checks at once one notes', async ({ assert }) => {
    const { before } = await givenAnAccount()
    await Promise.all(Array.from({ length: 8 }, () => check(before(30 * 24))))
    assert.deepEqual(await stages(), ['30'])
    assert.lengthOf(await rowsOf('select * from outbox_messages'), 1)
  })

  test('a stage before the password’s creation is never noted', async ({ assert }) => {
    const { before } = await givenAnAccount()
    await rowsOf('update technical_passwords set created_at = ?', [before(10 * 24)])
    assert.equal(await check(before(9 * 24)), 0)
    assert.equal(await check(before(7 * 24)), 1)
    assert.deepEqual(await stages(), ['7'])
  })

  test('suspended and deleted accounts, and replaced passwords, are passed over', async ({
    assert,
  }) => {
    const { organisation, account, before } = await givenAnAccount()
    for (const status of ['suspended', 'deleted']) {
      await rowsOf('update technical_accounts set status = ?', [status])
      assert.equal(await check(before(24)), 0, status)
    }
    await rowsOf(`update technical_accounts set status = 'active'`)
    await age(account.accountId, 99 * 24)
    await aReset(organisation.id, account.accountId, '7d')
    assert.equal(await check(), 0)
  })

  test('without an instant it is the database’s', async ({ assert }) => {
    const { account } = await givenAnAccount()
    assert.equal(await check(), 0)
    await age(account.accountId, 99 * 24)
    assert.equal(await check(), 1)
    assert.deepEqual(await stages(), ['1'])
  })

  test('many at once are noted in portions with a commit each, each once', async ({ assert }) => {
    const { organisation, before } = await givenAnAccount()
    await rowsOf(
      `with a as (
         insert into technical_accounts (organisation_id, login)
         select ?, 'TECH_' || n from generate_series(1, 20000) n returning id, organisation_id
       )
       insert into technical_passwords
         (organisation_id, technical_account_id, version, pepper_id, verifier, created_at, expires_at)
       select organisation_id, id, 1, 'p', '', now(), ?::timestamptz - id % 3 * interval '1 microsecond'
       from a`,
      [organisation.id, before(0)]
    )
    assert.equal(await check(before(30 * 24)), 20_001)
    assert.equal(await check(before(30 * 24)), 0)
    const [{ messages }] = await rowsOf(
      `select count(distinct payload->>'noticeId')::int as messages from outbox_messages`
    )
    assert.equal(messages, 20_001)
    const portions = await rowsOf<{ count: number }>(
      'select count(*)::int as count from password_notices group by xmin::text order by 1'
    )
    assert.deepEqual(
      portions.map(({ count }) => count),
      [1, 10_000, 10_000]
    )
  })
})

test.group('Reminders', (group) => {
  group.each.setup(() => mailbox.empty())

  for (const [days, readers] of [
    [30, ['gp@exemple.test', 'int@exemple.test']],
    [3, ['gp@exemple.test', 'int@exemple.test', 'structure@exemple.test']],
  ] as const) {
    test(`at ${days} days: ${readers.join(', ')}`, async ({ assert }) => {
      const { before } = await givenAnAccount({ notificationAddresses: ['int@exemple.test'] })
      await check(before(days * 24))
      await workOffOutbox()
      assert.deepEqual(await recipients(), [...readers])
      const [notice] = await rowsOf('select sent_at from password_notices')
      assert.isNotNull(notice.sent_at)
    })
  }

  test('the manager’s address is the one of the moment, and in no message', async ({ assert }) => {
    const { before } = await givenAnAccount({ notificationAddresses: ['int@exemple.test'] })
    await check(before(30 * 24))
    await workOffOutbox({ only: '%send_expiry_reminder' })
    const messages = await rowsOf(
      `select payload->>'reader' as reader, payload::text as payload from outbox_messages
       where job like '%send_expiry_mail' order by id`
    )
    assert.deepEqual(
      messages.map(({ reader }) => reader),
      ['manager', 'integrator:0']
    )
    assert.notInclude(messages.map(({ payload }) => payload).join(), '@')
    await rowsOf(`update users set contact_email = 'nouvelle@exemple.test'`)
    await workOffOutbox()
    assert.deepEqual(await recipients(), ['int@exemple.test', 'nouvelle@exemple.test'])
  })

  test('without a manager: the organisation and the operators', async ({ assert }) => {
    const { before } = await givenAnAccount({ notificationAddresses: ['int@exemple.test'] })
    await rowsOf(`update users set deactivated_at = now()`)
    await aPerson({ is_operator: true, contact_email: 'operateur@exemple.test' })
    await aPerson({
      is_operator: true,
      contact_email: 'parti@exemple.test',
      deactivated_at: new Date(),
    })
    await check(before(30 * 24))
    await workOffOutbox()
    assert.deepEqual(await recipients(), [
      'int@exemple.test',
      'operateur@exemple.test',
      'structure@exemple.test',
    ])
  })

  test('a second run of its jobs sends nothing more', async ({ assert }) => {
    const { before } = await givenAnAccount()
    await check(before(30 * 24))
    await workOffOutbox({ only: '%send_expiry_reminder' })
    await rowsOf(
      `update outbox_messages set dispatched_at = null where job like '%send_expiry_reminder'`
    )
    await workOffOutbox()
    assert.lengthOf(await mailbox.mails(), 1)
  })

  test('what stopped being true meanwhile is not mailed', async ({ assert }) => {
    for (const change of [
      (organisationId: number, accountId: number) => aReset(organisationId, accountId, '7d'),
      () => rowsOf(`update technical_accounts set status = 'suspended'`),
      () => rowsOf(`update technical_accounts set status = 'deleted'`),
    ]) {
      for (const afterSpreading of [false, true]) {
        const { organisation, account, before } = await givenAnAccount()
        await rowsOf(`delete from outbox_messages`)
        await check(before(30 * 24))
        if (afterSpreading) await workOffOutbox({ only: '%send_expiry_reminder' })
        await change(organisation.id, account.accountId)
        await workOffOutbox({ only: '%expiry%' })
        assert.lengthOf(await mailbox.mails(), 0)
        await rowsOf(`update technical_accounts set status = 'deleted'`)
      }
    }
  })

  test('two stages that waited for a worker are one mail, the more urgent', async ({ assert }) => {
    const { before } = await givenAnAccount()
    await check(before(30 * 24))
    await check(before(15 * 24))
    await workOffOutbox()
    const mails = await mailbox.mails()
    assert.lengthOf(mails, 1)
    assert.include(mails[0].subject, '15')
  })

  test('one address that can’t be mailed leaves the others their one mail', async ({ assert }) => {
    const { before } = await givenAnAccount()
    await rowsOf(`update technical_accounts set notification_addresses = '{broken}'`)
    await check(before(30 * 24))
    await workOffOutbox({ givingUp: true })
    assert.deepEqual(await recipients(), ['gp@exemple.test'])
  })
})
