import { test } from '@japa/runner'
import { aPerson, PASSWORD } from '#tests/helpers/fixtures'
import { penaltySeconds } from '#shared/throttling/penalty'
import { Throttle } from '#shared/throttling/throttle'
import { letPass } from './let_pass.js'
import { outside, Visitor, withDatabaseSessions } from './visitor.js'

const WRONG = 'pas le bon mot de passe'

/** Another login's guesses from elsewhere leave room to look at one counter at a time. */
const forgetSources = () => outside(`delete from throttles where key like '%:source:%'`)

test.group('Throttling (docs/security.md, People: by (account, source) and by source)', (group) => {
  group.each.setup(() => withDatabaseSessions())

  test('five failures are free, the sixth costs 30 seconds', async ({ assert }) => {
    const { login_email: login } = await aPerson()
    const visitor = new Visitor()
    for (let failure = 1; failure <= 6; failure++) {
      assert.equal((await visitor.signIn(login, WRONG)).status, 422, `failure ${failure}`)
    }
    const blocked = await visitor.signIn(login)
    assert.equal(blocked.status, 429)
    const retryAfter = Number(blocked.headers['retry-after'])
    assert.isTrue(retryAfter > 0 && retryAfter <= 30)
    assert.include(blocked.body, `value="${login}"`)
    assert.include(blocked.body, 'Trop d&#x27;essais')
  })

  test('after the wait the right password is let in, and everything starts anew', async ({
    assert,
  }) => {
    const { login_email: login } = await aPerson()
    const visitor = new Visitor()
    for (let failure = 1; failure <= 6; failure++) await visitor.signIn(login, WRONG)
    await letPass(30)
    assert.equal((await visitor.signIn(login)).location, '/')
    await visitor.post('/logout')
    const stranger = new Visitor()
    for (let failure = 1; failure <= 5; failure++) {
      assert.equal((await stranger.signIn(login, WRONG)).status, 422)
    }
    assert.equal((await stranger.signIn(login)).location, '/')
  })

  test('while the wait runs nothing is looked at, nor counted', async ({ assert }) => {
    const { login_email: login } = await aPerson()
    const visitor = new Visitor()
    for (let failure = 1; failure <= 6; failure++) await visitor.signIn(login, WRONG)
    await outside(`update throttles set blocked_until = now() + interval '20 seconds'`)
    for (let again = 1; again <= 3; again++) {
      const answer = await visitor.signIn(login)
      assert.equal(answer.status, 429)
      assert.isAtMost(Number(answer.headers['retry-after']), 20)
    }
    const [{ failures }] = await outside('select max(failures) as failures from throttles')
    assert.equal(failures, 6)
  })

  test('the wait doubles up to one hour, and no further', async ({ assert }) => {
    const throttle = new Throttle('test')
    const attempt = { account: 'a', address: '192.0.2.1' }
    for (let failure = 1; failure <= 16; failure++) {
      assert.equal(await throttle.claim(attempt), 0, `failure ${failure}`)
      const [{ wait }] = await outside(
        `select coalesce(extract(epoch from max(blocked_until - updated_at)), 0)::int as wait
         from throttles`
      )
      assert.equal(wait, penaltySeconds(failure), `after failure ${failure}`)
      await letPass(wait)
    }
    assert.deepEqual([6, 7, 8, 12, 13, 16].map(penaltySeconds), [30, 60, 120, 1920, 3600, 3600])
  })

  test('an account that does not exist is throttled like one that does', async ({ assert }) => {
    const visitor = new Visitor()
    for (let failure = 1; failure <= 6; failure++) {
      assert.equal((await visitor.signIn('personne@ailleurs.test', WRONG)).status, 422)
    }
    assert.equal((await visitor.signIn('personne@ailleurs.test', WRONG)).status, 429)
  })

  test('guesses from elsewhere never shut the owner out', async ({ assert }) => {
    const { login_email: login } = await aPerson()
    const attacker = new Visitor('127.0.0.66')
    for (let failure = 1; failure <= 7; failure++) await attacker.signIn(login, WRONG)
    assert.equal((await attacker.signIn(login)).status, 429)
    assert.equal((await new Visitor('127.0.0.7').signIn(login)).location, '/')
    // And the owner's success gives the attacker nothing back.
    assert.equal((await attacker.signIn(login)).status, 429)
  })

  test('a source that tries many accounts is throttled as a source', async ({ assert }) => {
    const { login_email: login } = await aPerson()
    const attacker = new Visitor('127.0.0.66')
    for (let guess = 1; guess <= 6; guess++) {
      assert.equal((await attacker.signIn(`personne-${guess}@ailleurs.test`, WRONG)).status, 422)
    }
    assert.equal((await attacker.signIn(login)).status, 429)
    assert.equal((await new Visitor('127.0.0.7').signIn(login)).location, '/')
  })

  test('signing in to one’s own account between two guesses does not wipe the guesses out', async ({
    assert,
  }) => {
    const own = await aPerson()
    const attacker = new Visitor('127.0.0.66')
    for (let guess = 1; guess <= 5; guess++) {
      assert.equal((await attacker.signIn(`personne-${guess}@ailleurs.test`, WRONG)).status, 422)
      const other = new Visitor('127.0.0.66')
      assert.equal((await other.signIn(own.login_email)).location, '/')
    }
    assert.equal((await attacker.signIn('personne-6@ailleurs.test', WRONG)).status, 422)
    assert.equal((await attacker.signIn('personne-7@ailleurs.test', WRONG)).status, 429)
  })

  test('one’s own mistakes are taken off the source at one’s success: colleagues behind one address are not held up', async ({
    assert,
  }) => {
    for (let colleague = 1; colleague <= 4; colleague++) {
      const { login_email: login } = await aPerson()
      const visitor = new Visitor('127.0.0.8')
      for (let mistake = 1; mistake <= 3; mistake++) {
        assert.equal((await visitor.signIn(login, WRONG)).status, 422)
      }
      assert.equal((await visitor.signIn(login)).location, '/')
    }
  })

  test('forty guesses at once: six are looked at, as one after the other', async ({ assert }) => {
    const throttle = new Throttle('test')
    const attempt = { account: 'a', address: '192.0.2.1' }
    const waits = await Promise.all(Array.from({ length: 40 }, () => throttle.claim(attempt)))
    assert.lengthOf(
      waits.filter((wait) => wait === 0),
      6
    )
    for (const wait of waits) assert.isAtMost(wait, 30)
    const counts = await outside('select failures from throttles')
    assert.deepEqual(
      counts.map(({ failures }) => failures),
      [6, 6]
    )
  })

  test('many accounts and sources at once never wait for each other in a circle', async ({
    assert,
  }) => {
    const throttle = new Throttle('test')
    const claims = Array.from({ length: 60 }, (_, index) =>
      throttle.claim({ account: `a${index % 3}`, address: `192.0.2.${index % 5}` })
    )
    const settled = await Promise.allSettled(claims)
    assert.isEmpty(settled.filter(({ status }) => status === 'rejected'))
  })

  test('an attempt that could not be looked at does not count', async ({ assert }) => {
    const throttle = new Throttle('test')
    const attempt = { account: 'a', address: '192.0.2.1' }
    for (let round = 1; round <= 20; round++) {
      assert.equal(await throttle.claim(attempt), 0)
      await throttle.withdraw(attempt)
    }
  })

  test('what was wrong more than a day ago is forgotten', async ({ assert }) => {
    const throttle = new Throttle('test')
    const attempt = { account: 'a', address: '192.0.2.1' }
    for (let failure = 1; failure <= 6; failure++) await throttle.claim(attempt)
    await letPass(86_401)
    for (let failure = 1; failure <= 6; failure++) assert.equal(await throttle.claim(attempt), 0)
    assert.isAbove(await throttle.claim(attempt), 0)
  })

  test('kinds of attempts do not count against each other', async ({ assert }) => {
    const attempt = { account: 'a', address: '192.0.2.1' }
    for (let failure = 1; failure <= 7; failure++) await new Throttle('one').claim(attempt)
    assert.equal(await new Throttle('other').claim(attempt), 0)
  })

  test('neither what was typed nor the address is stored', async ({ assert }) => {
    const visitor = new Visitor('127.0.0.77')
    await visitor.signIn('personne@ailleurs.test', WRONG)
    const stored = JSON.stringify(await outside('select * from throttles'))
    assert.notInclude(stored, 'ailleurs')
    assert.notInclude(stored, '127.0.0')
  })

  test('giving the password again counts with the login: no second set of guesses', async ({
    assert,
  }) => {
    const { login_email: login } = await aPerson()
    const visitor = new Visitor()
    await visitor.signIn(login)
    await visitor.get('/reauthentication')
    for (let failure = 1; failure <= 6; failure++) {
      assert.equal((await visitor.post('/reauthentication', { password: WRONG })).status, 422)
    }
    await forgetSources()
    assert.equal((await visitor.post('/reauthentication', { password: PASSWORD })).status, 429)
    assert.equal((await new Visitor().signIn(login)).status, 429)
  })
})
