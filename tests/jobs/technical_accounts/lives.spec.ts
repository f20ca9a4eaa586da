import fc from 'fast-check'
import { test } from '@japa/runner'
import type { DateTime } from 'luxon'
import { tenancy } from '#shared/tenancy/main'
import { checkPasswordExpiry } from '../../../app/technical_accounts/expiry/check_password_expiry.js'
import { DeleteTechnicalAccount } from '../../../app/technical_accounts/actions/delete_technical_account.js'
import { ReactivateTechnicalAccount } from '../../../app/technical_accounts/actions/reactivate_technical_account.js'
import { SuspendTechnicalAccount } from '../../../app/technical_accounts/actions/suspend_technical_account.js'
import {
  happenings,
  LivesModel,
  start,
  tellingLives,
  type Happening,
} from '#tests/helpers/account_lives'
import { emptyDatabase, rowsOf } from '#tests/helpers/database'
import { anOrganisation, aPerson, attach } from '#tests/helpers/fixtures'
import { mailbox } from '#tests/helpers/mailbox'
import { workOffOutbox } from '#tests/helpers/outbox'
import { anAccount, aReset } from '#tests/helpers/technical_accounts'

const ACTS = {
  active: ReactivateTechnicalAccount,
  suspended: SuspendTechnicalAccount,
  deleted: DeleteTechnicalAccount,
}

/** The product, living the same lives as the model. What its clock dates is dated anew. */
class LivesUnderTest {
  #organisationId = 0
  #people: number[] = []
  #accounts: { id: number; login: string }[] = []

  async begin(model: LivesModel) {
    await emptyDatabase()
    await mailbox.empty()
    this.#organisationId = (await anOrganisation({ email: 'structure@exemple.test' })).id
    await aPerson({ is_operator: true, contact_email: 'operateur@exemple.test' })
    for (const address of model.addresses) {
      const { id } = await aPerson({ contact_email: address })
      await attach(id, this.#organisationId, {
        role: this.#people.length ? 'user' : 'principal_manager',
      })
      this.#people.push(id)
    }
    for (const { integrator } of model.accounts) {
      const { accountId, login } = await anAccount(this.#organisationId, {
        notificationAddresses: [integrator],
      })
      this.#accounts.push({ id: accountId, login })
      await this.#redate(accountId, model.now)
    }
    await rowsOf('delete from outbox_messages')
  }

  async check(now: DateTime, schedulers: number) {
    const at = now.toJSDate()
    await Promise.all(Array.from({ length: schedulers }, () => checkPasswordExpiry({ at })))
  }

  deliver = () => workOffOutbox({ only: '%expiry%' })

  async reset(account: number, overlap: 'none' | '1h' | '24h' | '7d', now: DateTime) {
    const { id } = this.#accounts[account]
    // Before the reset, so that the rule about an expired password sees the dates of this life.
    await aReset(this.#organisationId, id, overlap)
    await this.#redate(id, now)
  }

  async status(account: number, status: keyof typeof ACTS) {
    const input = { organisationId: this.#organisationId, accountId: this.#accounts[account].id }
    await tenancy.asSystem('test', async () => {
      const result = await new ACTS[status]().handle(input)
      if (!result.ok) throw new Error(result.error)
    })
  }

  async manager(manager: number | null) {
    await rowsOf(`update attachments set role = 'user'`)
    if (manager === null) return
    await rowsOf(`update attachments set role = 'principal_manager' where user_id = ?`, [
      this.#people[manager],
    ])
  }

  async address(manager: number, address: string) {
    await rowsOf('update users set contact_email = ? where id = ?', [
      address,
      this.#people[manager],
    ])
  }

  async mails() {
    return (await mailbox.mails()).flatMap(({ to, subject }) =>
      to.map((address) => ({
        account: this.#accounts.findIndex(({ login }) => subject.includes(login)),
        stage: subject.includes('24 heures')
          ? '1'
          : (/dans (\d+) jours/.exec(subject)?.[1] ?? 'expired'),
        to: address,
      }))
    )
  }

  /** The password just made was made at this life's instant. */
  async #redate(accountId: number, now: DateTime) {
    await rowsOf(
      `update technical_passwords set created_at = :now::timestamptz,
              expires_at = :now::timestamptz + (expires_at - created_at)
       where technical_account_id = :accountId and usable_until is null`,
      { now: now.toJSDate(), accountId } as never
    )
  }
}

async function live(model: LivesModel, real: LivesUnderTest, happening: Happening) {
  switch (happening.kind) {
    case 'days':
    case 'mails_down':
      for (let day = 0; day < happening.days; day++) {
        model.pass()
        model.check()
        await real.check(model.now, happening.kind === 'days' ? happening.schedulers : 1)
        if (happening.kind === 'mails_down') continue
        model.deliver()
        await real.deliver()
      }
      return
    case 'down':
      return model.pass(happening.days)
    case 'reset':
      if (model.reset(happening.account)) {
        await real.reset(happening.account, happening.overlap, model.now)
      }
      return
    case 'status':
      if (model.status(happening.account, happening.status)) {
        await real.status(happening.account, happening.status)
      }
      return
    case 'manager':
      model.manager = happening.manager
      return real.manager(happening.manager)
    case 'address':
      return real.address(happening.manager, model.move(happening.manager))
  }
}

const inOrder = (mails: { account: number; stage: string; to: string }[]) =>
  mails.map(({ account, stage, to }) => `${account} ${stage} ${to}`).sort()

test.group('Whole lives of technical accounts', () => {
  test('each stage of each password is mailed to whom and when the model says', async ({
    assert,
  }) => {
    const runs = 12
    let mails = 0
    await fc.assert(
      fc.asyncProperty(start, happenings, async (from, life) => {
        const model = new LivesModel(from)
        const real = new LivesUnderTest()
        await real.begin(model)
        for (const happening of life) await live(model, real, happening)
        await live(model, real, { kind: 'days', days: 2, schedulers: 2 })

        assert.deepEqual(inOrder(await real.mails()), inOrder(model.mails))
        mails += model.mails.length
      }),
      { numRuns: runs, examples: tellingLives }
    )
    assert.isAbove(mails, runs)
  }).timeout(240_000)
})
