/*
 * Tokens by oidc-provider for the client-credentials grant, with its own in-memory store (the
 * default adapter) and opaque tokens. CLIENTS clients authenticate in the form, as many by HTTP
 * Basic; HANDOVER receives `{ id, secret }` of all of them once the server is ready.
 */
import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { Provider } from 'oidc-provider'

const { PORT, CLIENTS, HANDOVER } = process.env

const clients = ['client_secret_post', 'client_secret_basic'].flatMap((method) =>
  Array.from({ length: Number(CLIENTS) }, (_, i) => ({
    client_id: `${method}-${i}`,
    client_secret: randomBytes(32).toString('base64url'),
    token_endpoint_auth_method: method,
    grant_types: ['client_credentials'],
    redirect_uris: [],
    response_types: [],
  }))
)

const provider = new Provider(`http://127.0.0.1:${PORT}`, {
  clients,
  scopes: ['openid'],
  features: { clientCredentials: { enabled: true }, devInteractions: { enabled: false } },
  ttl: { ClientCredentials: 3600 },
})
provider.on('server_error', (_, error) => console.error(error))

provider.listen(Number(PORT), '127.0.0.1', () =>
  writeFile(
    HANDOVER,
    JSON.stringify(
      clients.map((client) => ({
        id: client.client_id,
        secret: client.client_secret,
        basic: client.token_endpoint_auth_method === 'client_secret_basic',
      }))
    )
  )
)
process.on('SIGTERM', () => process.exit(0))
