/*
 * API-key verification by better-auth, in a plain HTTP server: its apiKey plugin as it comes, on
 * PostgreSQL, with its own schema and indexes, rate limits off (ours stay on). Each call verifies
 * the key of its `x-api-key` header. HANDOVER receives the keys once the server is ready.
 */
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { apiKey } from '@better-auth/api-key'
import { betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import pg from 'pg'

const { PORT, PEER_DATABASE_URL, KEYS, HANDOVER } = process.env

const options = {
  baseURL: `http://127.0.0.1:${PORT}`,
  secret: 'benchmark-benchmark-benchmark-benchmark',
  // As many connections as Habilis has for its requests.
  database: new pg.Pool({ connectionString: PEER_DATABASE_URL, max: 10 }),
  emailAndPassword: { enabled: true },
  rateLimit: { enabled: false },
  telemetry: { enabled: false },
  logger: { level: 'error' },
  plugins: [apiKey({ rateLimit: { enabled: false } })],
}

const { runMigrations } = await getMigrations(options)
await runMigrations()
const auth = betterAuth(options)

const { user } = await auth.api.signUpEmail({
  body: { name: 'Camille', email: 'camille@exemple.test', password: 'une phrase de passe' },
})
const keys = []
for (let i = 0; i < Number(KEYS); i++) {
  const { key } = await auth.api.createApiKey({ body: { userId: user.id, name: `key ${i}` } })
  keys.push(key)
}
await options.database.query('analyze')

const server = createServer((request, response) => {
  auth.api
    .verifyApiKey({ body: { key: request.headers['x-api-key'] } })
    .then(({ valid, key }) => answer(response, valid ? 200 : 401, { valid, id: key?.id }))
    .catch((error) => answer(response, 500, { error: error.message }))
})

function answer(response, status, value) {
  const body = JSON.stringify(value)
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
  })
  response.end(body)
}

server.listen(Number(PORT), '127.0.0.1', () => writeFile(HANDOVER, JSON.stringify(keys)))
process.on('SIGTERM', () => process.exit(0))
