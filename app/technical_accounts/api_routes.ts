import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'

const { oauthForm } = router.named({
  oauthForm: () => import('./middleware/oauth_form_middleware.js'),
})

router
  .group(() => {
    const { OauthTokens, OauthRevocations, OauthIntrospections } = controllers.technicalAccounts
    router.post('/api/oauth/token', [OauthTokens, 'store'])
    // Clients of the public gateway know this path.
    router.post('/oauth/token', [OauthTokens, 'store']).as('oauth_tokens.store_short')
    router.post('/api/oauth/revoke', [OauthRevocations, 'store'])
    router.post('/api/oauth/introspect', [OauthIntrospections, 'store'])
  })
  .use([oauthForm()])

router.get('/.well-known/oauth-authorization-server', [
  controllers.technicalAccounts.OauthMetadata,
  'show',
])
