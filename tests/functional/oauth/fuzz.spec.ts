import fc from 'fast-check'
import { test } from '@japa/runner'
import { aCallingAccount, forgetCounts, raw } from '#tests/helpers/api_calls'

const TOKEN = '/api/oauth/token'

test.group('The OAuth endpoints', (group) => {
  group.each.setup(() => forgetCounts())

  test('never breaks, whatever it is sent', async ({ assert }) => {
    await aCallingAccount()
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('client_credentials', '', '\0', '%', '%ff', '+', '[a][b]')
    )
    const body = fc.oneof(
      fc
        .array(
          fc.tuple(
            fc.constantFrom(
              'grant_type',
              'client_id',
              'client_secret',
              'scope',
              'token',
              '__proto__',
              'a[b]'
            ),
            text
          )
        )
        .map((pairs) =>
          pairs
            .map(([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`)
            .join('&')
        ),
      fc.string({ unit: 'binary' }).map((value) => value.toWellFormed())
    )
    const authorization = fc.option(
      fc.string().map((value) => `Basic ${Buffer.from(value).toString('base64')}`)
    )
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(TOKEN, '/api/oauth/revoke', '/api/oauth/introspect'),
        body,
        authorization,
        async (path, sent, header) => {
          const answer = await raw(path, {
            headers: {
              'content-type': 'application/x-www-form-urlencoded',
              ...(header !== null && { authorization: header }),
            },
            body: sent,
          })
          assert.include([400, 401, 429], answer.status)
          return (
            /^[\x20-\x7e]+$/.test(answer.body) && typeof JSON.parse(answer.body).error === 'string'
          )
        }
      ),
      { numRuns: 300 }
    )
  }).timeout(60_000)
})
