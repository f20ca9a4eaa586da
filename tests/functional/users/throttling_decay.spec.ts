import { test } from '@japa/runner'
import { Throttle } from '#shared/throttling/throttle'
import { letPass } from './let_pass.js'

test.group('Throttling: what time forgets (docs/security.md, People)', () => {
  test('an office’s mistakes do not add up: a mistyped name now and then costs nothing', async ({
    assert,
  }) => {
    const throttle = new Throttle('test')
    const address = '192.0.2.1'
    for (let mistake = 1; mistake <= 15; mistake++) {
      const wait = await throttle.claim({ account: `mistyped-${mistake}`, address })
      assert.equal(wait, 0, `mistake ${mistake}`)
      // Colleagues sign in all the time: what is right does not keep what was wrong alive.
      for (let colleague = 1; colleague <= 6; colleague++) {
        await letPass(1200)
        const attempt = { account: `colleague-${colleague}`, address }
        assert.equal(await throttle.claim(attempt), 0)
        await throttle.succeed(attempt)
      }
    }
  })

  test('links asked for over the day, which never succeed, do not add up either', async ({
    assert,
  }) => {
    for (let request = 1; request <= 20; request++) {
      const attempt = { account: `person-${request}`, address: '192.0.2.1' }
      assert.equal(await new Throttle('link').claim(attempt), 0, `request ${request}`)
      await letPass(3600)
    }
  })
})
