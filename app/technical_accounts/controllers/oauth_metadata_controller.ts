import type { HttpContext } from '@adonisjs/core/http'
import { appUrl } from '#config/app'

const METHODS = ['client_secret_basic', 'client_secret_post']

/** Where and how to get a token, for clients that discover it (RFC 8414). */
export default class OauthMetadataController {
  show({ response }: HttpContext) {
    response.header('cache-control', 'public, max-age=3600')
    return {
      issuer: appUrl,
      token_endpoint: `${appUrl}/api/oauth/token`,
      revocation_endpoint: `${appUrl}/api/oauth/revoke`,
      introspection_endpoint: `${appUrl}/api/oauth/introspect`,
      grant_types_supported: ['client_credentials'],
      response_types_supported: [],
      scopes_supported: ['openid', 'resource.READ'],
      token_endpoint_auth_methods_supported: METHODS,
      revocation_endpoint_auth_methods_supported: METHODS,
      introspection_endpoint_auth_methods_supported: METHODS,
    }
  }
}
