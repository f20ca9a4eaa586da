import { spawn } from 'node:child_process'
import { test } from '@japa/runner'
import { createByOperator } from '#technical_accounts'
import { rowsOf } from '#tests/helpers/database'
import { aManagedOrganisation, anOrganisation } from '#tests/helpers/fixtures'
import { jobsQueued } from '#tests/helpers/technical_accounts'

/** The command as an operator's shell runs it. */
async function run(...args: string[]) {
  const child = spawn('node', ['ace.js', 'technical-accounts:create', ...args])
  const output = { out: '', err: '' }
  child.stdout.on('data', (data) => (output.out += data))
  child.stderr.on('data', (data) => (output.err += data))
  const code = await new Promise((resolve) => child.on('close', resolve))
  return { code, ...output }
}

test.group('technical-accounts:create', () => {
  test('prints the credentials as one line of JSON, with the page’s journal and mail', async ({
    assert,
  }) => {
    const { organisation } = await aManagedOrganisation({
      organisation: { identifier_type: 'SIRET', identifier: '64205873900839' },
    })
    const { code, out, err } = await run('642 058 739 00839', '--label=ERP', '--json')
    assert.equal(code, 0, err)
    const printed = JSON.parse(out)
    assert.sameMembers(Object.keys(printed), ['login', 'password', 'expiresAt'])
    assert.equal(printed.login, 'TECH_064205873900839@habilis.test')
    assert.match(printed.password, /^hbt_/)
    const [account] = await rowsOf('select * from technical_accounts')
    assert.containSubset(account, { organisation_id: organisation.id, label: 'ERP' })
    assert.deepEqual(await jobsQueued(), ['technical_accounts.send_account_created_mail'])
    const [event] = await rowsOf('select action, actor_kind, reason from audit_events')
    assert.deepEqual(event, {
      action: 'technical_accounts.created',
      actor_kind: 'operator',
      reason: 'technical-accounts:create',
    })
  }).timeout(60_000)

  test('writes down the reason it was given', async ({ assert }) => {
    await aManagedOrganisation({ organisation: { identifier: 'WHY' } })
    const { code, err } = await run('WHY', '--reason=ticket 1234', '--json')
    assert.equal(code, 0, err)
    const [{ reason }] = await rowsOf('select reason from audit_events')
    assert.equal(reason, 'ticket 1234')
  }).timeout(60_000)

  test('refuses without a principal manager, in words, on the error output', async ({ assert }) => {
    await anOrganisation({ identifier: 'ALONE' })
    const { code, out, err } = await run('ALONE', '--json')
    assert.equal(code, 1)
    assert.equal(out, '')
    assert.include(err, 'no active principal manager')
    assert.lengthOf(await rowsOf('select * from technical_accounts'), 0)
  }).timeout(60_000)

  test('an identifier of several organisations needs its type', async ({ assert }) => {
    const one = await aManagedOrganisation({
      organisation: { identifier: 'TWICE', identifier_type: 'AUTRE' },
    })
    await aManagedOrganisation({
      organisation: { identifier: 'TWICE', identifier_type: 'PARTICULIER' },
    })
    assert.deepEqual(await createByOperator({ identifier: 'TWICE' }), {
      ok: false,
      error: 'identifier_ambiguous',
    })
    const created = await createByOperator({ identifier: 'TWICE', identifierType: 'AUTRE' })
    assert.isTrue(created.ok)
    const [account] = await rowsOf('select organisation_id from technical_accounts')
    assert.equal(account.organisation_id, one.organisation.id)
    for (const [input, error] of [
      [{ identifier: 'NOWHERE' }, 'organisation_unknown'],
      [{ identifier: 'TWICE', identifierType: 'SIRET' }, 'organisation_unknown'],
      [{ identifier: 'TWICE', label: 'x'.repeat(101) }, 'label_invalid'],
      [{ identifier: 'TWICE', reason: 'two\nlines' }, 'reason_invalid'],
    ] as const) {
      assert.deepEqual(await createByOperator(input), { ok: false, error })
    }
  })
})
