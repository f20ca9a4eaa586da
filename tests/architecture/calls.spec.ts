import { test } from '@japa/runner'
import { leavingViolations, systemScopeViolations } from './checks/calls.js'
import { LEAVES_DIRECTLY, SYSTEM_SCOPES } from './lists.js'
import { code } from './source.js'

const plant = (text: string) => [{ path: 'app/users/actions/planted.ts', text }]

test.group('Scopes that see every organisation', () => {
  test('are opened in the listed places only', ({ assert }) => {
    assert.deepEqual(systemScopeViolations(code(), SYSTEM_SCOPES), [])
  })

  test('are found in every spelling', ({ assert }) => {
    for (const text of [
      `await tenancy.asSystem('x', fn)`,
      `await tenancy\n  .independently('x', fn)`,
      `const open = tenancy.asSystem`,
      `const { asSystem } = tenancy`,
      `await lean({ systemReason: 'x' }, statement)`,
      `const reach: Reach = { systemReason }`,
    ]) {
      assert.lengthOf(systemScopeViolations(plant(text), {}), 1, text)
    }
    assert.isEmpty(systemScopeViolations(plant(`await tenancy.run({ organisationIds }, fn)`), {}))
  })

  test('are taken off the list when they are gone', ({ assert }) => {
    assert.lengthOf(systemScopeViolations([], { 'app/gone.ts': 'x' }), 1)
  })
})

test.group('What leaves the process', () => {
  test('goes through the outbox', ({ assert }) => {
    assert.deepEqual(leavingViolations(code(), LEAVES_DIRECTLY), [])
  })

  test('is found in every spelling', ({ assert }) => {
    for (const text of [
      `await queue.add('x', {})`,
      `await this.mailsQueue.addBulk([])`,
      `await mail.send(new M())`,
      `await mail?.sendLater(new M())`,
      `emitter.emit('x')`,
      `await events.UserRegistered.dispatch(user)`,
      `trx.after('commit', () => {})`,
    ]) {
      assert.lengthOf(leavingViolations(plant(text), {}), 1, text)
    }
    assert.isEmpty(
      leavingViolations(plant(`await enqueue(job, {}); set.add(1); x.after('rest')`), {})
    )
  })
})
