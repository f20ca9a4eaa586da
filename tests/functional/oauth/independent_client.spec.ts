import * as oauth from 'oauth4webapi'
import env from '#start/env'
import { test } from '@japa/runner'
import { aCallingAccount, checkHealthWith, forgetCounts } from '#tests/helpers/api_calls'

const INSECURE = { [oauth.allowInsecureRequests]: true }

test.group('An independent OAuth client', (group) => {
  group.each.setup(() => forgetCounts())

  async function discover(): Promise<oauth.AuthorizationServer> {
    const issuer = new URL(env.get('APP_URL'))
    const response = await oauth.discoveryRequest(issuer, { algorithm: 'oauth2', ...INSECURE })
    return oauth.processDiscoveryResponse(issuer, response)
  }

  for (const [name, authentication] of [
    ['in the form', oauth.ClientSecretPost],
    ['by HTTP Basic', oauth.ClientSecretBasic],
  ] as const) {
    test(`discovers, gets a token ${name}, uses, inspects and revokes it`, async ({
      client,
      assert,
    }) => {
      const { account } = await aCallingAccount()
      const server = await discover()
      const me: oauth.Client = { client_id: account.login }
      const secret = authentication(account.password)

      const answer = await oauth.processClientCredentialsResponse(
        server,
        me,
        await oauth.clientCredentialsGrantRequest(
          server,
          me,
          secret,
          { scope: 'openid resource.READ' },
          INSECURE
        )
      )
      assert.equal(answer.token_type, 'bearer')
      assert.equal(answer.expires_in, 3600)
      assert.equal(answer.scope, 'openid resource.READ')
      ;(await checkHealthWith(client, answer.access_token)).assertStatus(200)

      const inspect = async () =>
        oauth.processIntrospectionResponse(
          server,
          me,
          await oauth.introspectionRequest(server, me, secret, answer.access_token, INSECURE)
        )
      const active = await inspect()
      assert.isTrue(active.active)
      assert.equal(active.client_id, account.login)
      assert.equal(active.exp! - active.iat!, 3600)

      await oauth.processRevocationResponse(
        await oauth.revocationRequest(server, me, secret, answer.access_token, INSECURE)
      )
      assert.deepEqual(await inspect(), { active: false })
      ;(await checkHealthWith(client, answer.access_token)).assertStatus(401)
    })
  }

  test('reads our refusals as RFC 6749 errors', async ({ assert }) => {
    const { account } = await aCallingAccount()
    const server = await discover()
    const me: oauth.Client = { client_id: account.login }
    const ask = async (authentication: oauth.ClientAuth) =>
      oauth
        .processClientCredentialsResponse(
          server,
          me,
          await oauth.clientCredentialsGrantRequest(server, me, authentication, {}, INSECURE)
        )
        .catch((error) => error)
    const post = await ask(oauth.ClientSecretPost('faux'))
    assert.instanceOf(post, oauth.ResponseBodyError)
    assert.equal(post.error, 'invalid_client')
    assert.equal(post.status, 400)
    const challenged = await ask(oauth.ClientSecretBasic('faux'))
    assert.instanceOf(challenged, oauth.WWWAuthenticateChallengeError)
    assert.equal(challenged.cause[0].scheme, 'basic')
  })
})
