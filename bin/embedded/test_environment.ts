import { findChromium } from './chromium.js'

/** Fixed, so that a test can compute what the application must accept; worth nothing elsewhere. */
const KEYS = {
  APP_KEY: 'tests-only-key-tests-only-key-tests-only-key',
  TECHNICAL_PASSWORD_PEPPERS: `p1:${Buffer.alloc(32, 1).toString('base64')}`,
  TOKEN_KEYS: `t1:${Buffer.alloc(32, 2).toString('base64')}`,
}

/** What a person may have configured for a real installation and must not reach a test. */
const NOT_FOR_TESTS = [
  'SMTP_USERNAME',
  'SMTP_PASSWORD',
  'TRUSTED_PROXIES',
  'DEMONSTRATION',
] as const

/**
 * The environment of the suites. `TZ` is left as it is: the product must not depend on it.
 * REDIS_URL becomes TEST_REDIS_URL: the suites run on the default queue, those about Redis on both.
 */
export function testEnvironment(port: number, folder: string): Record<string, string | undefined> {
  return {
    ...Object.fromEntries(NOT_FOR_TESTS.map((name) => [name, undefined])),
    ...KEYS,
    NODE_ENV: 'test',
    HOST: '127.0.0.1',
    PORT: String(port),
    APP_URL: `http://localhost:${port}`,
    LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'fatal',
    SESSION_DRIVER: 'memory',
    TECHNICAL_ACCOUNT_DOMAIN: 'habilis.test',
    TIME_ZONE: 'Europe/Paris',
    REDIS_URL: undefined,
    TEST_REDIS_URL: process.env.TEST_REDIS_URL ?? process.env.REDIS_URL,
    CHROMIUM_PATH: findChromium(),
    // The application would read a person's .env for what misses here: there is none in this folder.
    ENV_PATH: folder,
    // Colours on a terminal only, though the output passes through a pipe.
    ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }),
  }
}
