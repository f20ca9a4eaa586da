import { test } from '@japa/runner'
import { Shutdown } from '../../../bin/embedded/shutdown.js'

test.group('Stopping everything', () => {
  test('undoes the last thing first, once, whoever asks', async ({ assert }) => {
    const done: string[] = []
    const shutdown = new Shutdown(() => assert.fail('no error'))
    await shutdown.add(() => void done.push('database'))
    await shutdown.add(async () => void done.push('web'))
    await Promise.all([shutdown.run(), shutdown.run()])
    assert.deepEqual(done, ['web', 'database'])
  })

  test('goes on when something refuses to stop', async ({ assert }) => {
    const done: string[] = []
    const errors: unknown[] = []
    const shutdown = new Shutdown((error) => errors.push(error))
    await shutdown.add(() => void done.push('database'))
    await shutdown.add(() => Promise.reject(new Error('web')))
    await shutdown.run()
    assert.deepEqual(done, ['database'])
    assert.lengthOf(errors, 1)
  })

  test('undoes at once what is made when it is too late', async ({ assert }) => {
    const done: string[] = []
    const shutdown = new Shutdown(() => assert.fail('no error'))
    await shutdown.run()
    await shutdown.add(() => void done.push('workers'))
    assert.deepEqual(done, ['workers'])
  })
})
