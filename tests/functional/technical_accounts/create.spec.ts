import { test } from '@japa/runner'
import { rowsOf } from '#tests/helpers/database'
import { aManagedOrganisation } from '#tests/helpers/fixtures'
import { signedIn } from '#tests/helpers/signed_in'
import {
  accountsPath,
  aNonce,
  anAccount,
  createByForm,
  jobsQueued,
  journal,
  passwordsOf,
  submit,
} from '#tests/helpers/technical_accounts'
import { generatePassword } from '../../../app/technical_accounts/credential/technical_password.js'

const DAY = 24 * 3600 * 1000
const aBull = () =>
  aManagedOrganisation({
    organisation: { identifier_type: 'SIRET', identifier: '64205873900839', name: 'BULL SAS' },
    manager: { contact_email: 'gp.contact@exemple.test' },
  })
const accounts = () => rowsOf('select * from technical_accounts order by id')

test.group('Creating a technical account', () => {
  test('the form shows the next login and the manager’s contact address', async ({ client }) => {
    const { manager, organisation } = await aBull()
    const response = await signedIn(client.get(`${accountsPath(organisation.id)}/create`), manager)
    response.assertStatus(200)
    response.assertTextIncludes('TECH_064205873900839@habilis.test')
    response.assertTextIncludes('gp.contact@exemple.test')
    response.assertHeader('cache-control', 'no-store')
  })

  test('the recap shows a password of the documented shape, valid for exactly 100 × 24 h', async ({
    assert,
    client,
  }) => {
    const { manager, organisation } = await aBull()
    const recap = await createByForm(client, manager, organisation.id, {
      form: { label: 'ERP', notificationAddresses: 'a@integrateur.test\r\nb@integrateur.test\r\n' },
    })

    assert.equal(recap.login, 'TECH_064205873900839@habilis.test')
    assert.match(recap.password, /^hbt_[2-9A-HJ-NP-Za-km-z]{38}$/)
    recap.response.assertHeader('cache-control', 'no-store')
    recap.response.assertTextIncludes('BULL SAS')
    const [account] = await accounts()
    assert.containSubset(account, {
      label: 'ERP',
      status: 'active',
      notification_addresses: ['a@integrateur.test', 'b@integrateur.test'],
    })
    const [password] = await passwordsOf(account.id)
    assert.equal(password.expires_at.getTime() - password.created_at.getTime(), 100 * DAY)
    assert.deepEqual(await jobsQueued(), ['technical_accounts.send_account_created_mail'])
    assert.deepEqual(await journal(), ['technical_accounts.created'])
  })

  test('the optional fields may be left empty, as a browser sends them', async ({
    assert,
    client,
  }) => {
    const { manager, organisation } = await aBull()
    await createByForm(client, manager, organisation.id, {
      form: { label: '', notificationAddresses: '' },
    })
    const [account] = await accounts()
    assert.containSubset(account, { label: null, notification_addresses: [] })
  })

  test('the password is nowhere but in the answer', async ({ assert, client }) => {
    const { manager, organisation } = await aBull()
    const { password, response } = await createByForm(client, manager, organisation.id)
    const secret = password.slice(4)
    assert.notInclude(JSON.stringify(response.headers()), secret)
    assert.notInclude(JSON.stringify(response.session()), secret)
    for (const table of ['technical_passwords', 'outbox_messages', 'audit_events']) {
      assert.notInclude(JSON.stringify(await rowsOf(`select * from ${table}`)), secret)
    }
  })

  test('a second POST of the same form creates nothing and shows no password', async ({
    assert,
    client,
  }) => {
    const { manager, organisation } = await aBull()
    const form = { nonce: aNonce() }
    const { password } = await createByForm(client, manager, organisation.id, { form })
    const again = await submit(client.post(accountsPath(organisation.id)), manager, form)

    again.assertStatus(409)
    again.assertTextIncludes('Mot de passe déjà affiché')
    again.assertHeader('cache-control', 'no-store')
    assert.notInclude(again.text(), password)
    assert.lengthOf(await accounts(), 1)
    assert.deepEqual(await jobsQueued(), ['technical_accounts.send_account_created_mail'])
  })

  test('of ten clicks at once one creates', async ({ assert, client }) => {
    const { manager, organisation } = await aBull()
    const form = { nonce: aNonce() }
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        submit(client.post(accountsPath(organisation.id)), manager, form)
      )
    )
    const statuses = answers.map((answer) => answer.status())
    assert.lengthOf(
      statuses.filter((status) => status === 200),
      1
    )
    assert.isTrue(
      statuses.every((status) => status === 200 || status === 409),
      String(statuses)
    )
    assert.lengthOf(await accounts(), 1)
  })

  test('another person may use the same nonce: it is bound to whoever sends it', async ({
    client,
  }) => {
    const form = { nonce: aNonce() }
    for (let turn = 0; turn < 2; turn++) {
      const { manager, organisation } = await aManagedOrganisation()
      await createByForm(client, manager, organisation.id, { form })
    }
  })

  test('logins count from 0 and are never given twice, even after deletion', async ({
    assert,
    client,
  }) => {
    const { manager, organisation } = await aBull()
    const first = await createByForm(client, manager, organisation.id)
    await createByForm(client, manager, organisation.id)
    const [{ id }] = await accounts()
    await submit(client.delete(`${accountsPath(organisation.id)}/${id}`), manager)
    const third = await createByForm(client, manager, organisation.id)

    assert.equal(first.login, 'TECH_064205873900839@habilis.test')
    assert.equal(third.login, 'TECH_264205873900839@habilis.test')
  })

  test('a login that another organisation took is passed over', async ({ assert, client }) => {
    const one = await aManagedOrganisation({ organisation: { identifier: '0X' } })
    const other = await aManagedOrganisation({ organisation: { identifier: 'X' } })
    for (let n = 0; n < 10; n++) await anAccount(other.organisation.id)
    // TECH_00X, then TECH_10X, which "10" + "X" is too.
    await anAccount(one.organisation.id)
    const taken = await anAccount(one.organisation.id)
    assert.equal(taken.login, 'TECH_10X@habilis.test')

    const { login } = await createByForm(client, other.manager, other.organisation.id)
    assert.equal(login, 'TECH_11X@habilis.test')
  })

  test('twenty creations at once have twenty logins', async ({ assert }) => {
    const { organisation } = await aManagedOrganisation({ organisation: { identifier: 'MANY' } })
    await Promise.all(Array.from({ length: 20 }, () => anAccount(organisation.id)))
    const logins = (await accounts()).map((account) => account.login)
    assert.equal(new Set(logins).size, 20)
    assert.include(logins, 'TECH_19MANY@habilis.test')
  })

  test('a malformed form comes back with what was typed, and creates nothing', async ({
    assert,
    client,
  }) => {
    const { manager, organisation } = await aBull()
    const faults: [Record<string, unknown>, string][] = [
      [{ notificationAddresses: 'not an address' }, 'notificationAddresses'],
      [{ notificationAddresses: '"a b"@exemple.test' }, 'notificationAddresses'],
      [
        { notificationAddresses: [1, 2, 3, 4, 5, 6].map((n) => `a${n}@exemple.test`).join('\n') },
        'notificationAddresses',
      ],
      [{ label: 'x'.repeat(101) }, 'label'],
      [{ label: 'Subject\r\nBcc: x@y.test' }, 'label'],
      [{ label: `ERP ${generatePassword()}` }, 'label'],
      [{ nonce: '' }, 'nonce'],
      [{ nonce: 'short' }, 'nonce'],
      [{ nonce: ['x'.repeat(22), 'y'.repeat(22)] }, 'nonce'],
    ]
    for (const [fault, field] of faults) {
      const response = await submit(client.post(accountsPath(organisation.id)), manager, {
        nonce: aNonce(),
        label: 'ERP',
        ...fault,
      })
      response.assertStatus(302)
      assert.property(response.flashMessage('inputErrorsBag'), field, JSON.stringify(fault))
    }
    assert.lengthOf(await accounts(), 0)
    assert.lengthOf(await rowsOf('select * from used_nonces'), 0)
  })

  test('unknown members of the form reach nothing', async ({ assert, client }) => {
    const { manager, organisation } = await aBull()
    await createByForm(client, manager, organisation.id, {
      form: {
        login: 'TECH_X@evil.test',
        status: 'suspended',
        organisationId: 99,
        password: 'mine',
      },
    })
    const [account] = await accounts()
    assert.containSubset(account, {
      login: 'TECH_064205873900839@habilis.test',
      status: 'active',
      organisation_id: organisation.id,
    })
  })
})
