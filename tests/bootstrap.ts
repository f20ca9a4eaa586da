import { assert } from '@japa/assert'
import { apiClient } from '@japa/api-client'
import { pluginAdonisJS } from '@japa/plugin-adonisjs'
import type { Config } from '@japa/runner/types'
import app from '@adonisjs/core/services/app'
import testUtils from '@adonisjs/core/services/test_utils'
import { authApiClient } from '@adonisjs/auth/plugins/api_client'
import { sessionApiClient } from '@adonisjs/session/plugins/api_client'
import { shieldApiClient } from '@adonisjs/shield/plugins/api_client'
import { browserPlugins } from './helpers/browser.js'
import { emptyDatabase } from './helpers/database.js'
import { inRandomOrder } from './helpers/random_order.js'

export const plugins: Config['plugins'] = [
  assert(),
  pluginAdonisJS(app),
  apiClient({ baseURL: `http://${process.env.HOST}:${process.env.PORT}` }),
  sessionApiClient(app),
  shieldApiClient(),
  authApiClient(app),
  ...browserPlugins(),
]

export const runnerHooks: Required<Pick<Config, 'setup' | 'teardown'>> = {
  setup: [() => void process.stdout.write(`Order of the tests: TEST_SEED=${seed}\n`)],
  teardown: [],
}

const seed = Number(process.env.TEST_SEED) || Date.now() % 1_000_000_007

const WITH_DATABASE = ['functional', 'jobs', 'browser']
const WITH_SERVER = ['functional', 'browser']

export const configureSuite: Config['configureSuite'] = (suite) => {
  inRandomOrder(suite, seed)
  // Tests commit for real: a scope's settings and the second connection would see through any
  // transaction wrapped around them. Each test starts from empty tables instead.
  if (WITH_DATABASE.includes(suite.name)) {
    suite.onGroup((group) => group.each.setup(() => emptyDatabase()))
    suite.onTest((test) => test.setup(() => emptyDatabase()))
  }
  if (WITH_SERVER.includes(suite.name)) {
    suite.setup(() => testUtils.httpServer().start())
  }
}
