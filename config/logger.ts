import env from '#start/env'
import app from '@adonisjs/core/services/app'
import { defineConfig, syncDestination, targets } from '@adonisjs/core/logger'
import type { InferLoggers } from '@adonisjs/core/types'

/** Whatever is logged by mistake, these never reach a log line. */
const SECRETS = [
  'authorization',
  'cpro-account',
  'cookie',
  'set-cookie',
  'password',
  'client_secret',
  'secret',
  'token',
  'access_token',
  'passwordHash',
  'verifier',
  // Of PostgreSQL's errors: the values of the row it refused.
  'detail',
  'where',
]

const loggerConfig = defineConfig({
  default: 'app',
  loggers: {
    app: {
      enabled: true,
      name: 'habilis',
      level: env.get('LOG_LEVEL', app.inTest ? 'error' : 'info'),
      redact: {
        paths: SECRETS.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]),
        censor: '[redacted]',
      },
      desination: app.inProduction ? undefined : await syncDestination(),
      transport: app.inProduction ? { targets: [targets.file({ destination: 1 })] } : undefined,
    },
  },
})

export default loggerConfig

declare module '@adonisjs/core/types' {
  export interface LoggersList extends InferLoggers<typeof loggerConfig> {}
}
