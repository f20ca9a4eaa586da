import { test } from '@japa/runner'
import ace from '@adonisjs/core/services/ace'
import OperatorsCreate from '../../../commands/operators_create.js'
import { aPerson } from '#tests/helpers/fixtures'
import { rowsOf } from '#tests/helpers/database'
import { Visitor, withDatabaseSessions } from './visitor.js'

const NAMES = ['--first-name=Alix', '--last-name=Opérateur']
const PASSWORD = 'quatre chevaux gris et un banc'

/** Runs the command: its exit code and what it printed. */
async function create(...words: string[]) {
  ace.ui.switchMode('raw')
  try {
    const command = await ace.create(OperatorsCreate, words)
    await command.exec()
    const logs = command.logger.getLogs().map(({ message }) => message)
    return { exitCode: command.exitCode, printed: logs.join('\n') }
  } finally {
    ace.ui.switchMode('normal')
  }
}

test.group('node ace operators:create', (group) => {
  group.each.setup(() => withDatabaseSessions())

  test('prints a link with which the operator chooses a password, once', async ({ assert }) => {
    const { exitCode, printed } = await create('exploitation@ville.test', ...NAMES)
    assert.equal(exitCode ?? 0, 0)
    const path = /\/reset-password\/[\w-]{43}/.exec(printed)![0]
    const visitor = new Visitor()
    await visitor.get(path)
    const fields = { password: PASSWORD, password_confirmation: PASSWORD }
    assert.equal((await visitor.post(path, fields)).location, '/login')
    assert.equal((await visitor.signIn('exploitation@ville.test', PASSWORD)).location, '/')
    assert.equal((await new Visitor().get(path)).status, 410)
    const [event] = await rowsOf(`select * from audit_events where action = 'users.signed_in'`)
    assert.equal(event.actor_kind, 'operator')
  })

  test('is journalled with its reason', async ({ assert }) => {
    await create('exploitation@ville.test', ...NAMES, '--reason=Nouvelle arrivée')
    const [event] = await rowsOf(
      `select * from audit_events where action = 'users.operator_created'`
    )
    assert.equal(event.organisation_id, 0)
    assert.equal(event.actor_kind, 'system')
    assert.equal(event.reason, 'Nouvelle arrivée')
    assert.deepEqual(event.details, { login: 'exploitation@ville.test', name: 'Alix Opérateur' })
  })

  test('refuses an address that somebody signs in with, in any case', async ({ assert }) => {
    await aPerson({ login_email: 'marie@ville.test' })
    const { exitCode, printed } = await create('MARIE@ville.test', ...NAMES)
    assert.equal(exitCode, 1)
    assert.include(printed, 'already')
    assert.isEmpty(await rowsOf('select 1 from users where is_operator'))
    assert.isEmpty(await rowsOf('select 1 from audit_events'))
  })

  test('refuses what is no address', async ({ assert }) => {
    const { exitCode } = await create('pas une adresse', ...NAMES)
    assert.equal(exitCode, 1)
    assert.isEmpty(await rowsOf('select 1 from users'))
  })
})
