import { test } from '@japa/runner'
import hash from '@adonisjs/core/services/hash'
import { eventually } from '#tests/helpers/queues'
import { PLACES } from '../../../app/users/passwords/hashing.js'
import { outside, Visitor, withDatabaseSessions, type Answer } from './visitor.js'

const WRONG = 'pas le bon mot de passe'

test.group(
  'More logins at once than can be checked (docs/security.md, People: password)',
  (group) => {
    group.each.setup(() => withDatabaseSessions())

    test('are answered 503 with Retry-After, and counted against nobody', async ({
      assert,
      cleanup,
    }) => {
      const places = PLACES.atWork + PLACES.waiting
      const gate = Promise.withResolvers<void>()
      const { verify } = hash
      hash.verify = async (...compared) => {
        await gate.promise
        return verify.apply(hash, compared)
      }
      cleanup(() => void Object.assign(hash, { verify }))

      const visitors = await Promise.all(
        Array.from({ length: places + 5 }, async (_, index) => {
          const visitor = new Visitor(`127.0.${20 + (index % 30)}.${1 + index}`)
          await visitor.get('/login')
          return visitor
        })
      )
      const refused: Answer[] = []
      const asked = visitors.map(async (visitor, index) => {
        const form = { email: `personne-${index}@ailleurs.test`, password: WRONG }
        const answer = await visitor.post('/login', form)
        if (answer.status === 503) refused.push(answer)
        return answer.status
      })
      await eventually('who finds no place is sent away', () => refused.length === 5)
      gate.resolve()
      const statuses = await Promise.all(asked)
      assert.lengthOf(
        statuses.filter((status) => status === 422),
        places
      )
      for (const answer of refused) assert.match(String(answer.headers['retry-after']), /^\d+$/)
      const [{ counted }] = await outside(
        `select sum(failures)::int as counted from throttles where key like 'login:account:%'`
      )
      assert.equal(counted, places)
    })
  }
)
