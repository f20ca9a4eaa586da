import { pathToFileURL } from 'node:url'
import { EnvLoader, EnvParser } from '@adonisjs/core/env'
import { ROOT } from './paths.js'

/**
 * Fills `process.env` from the project's `.env` files, as the application will: what decides
 * whether a server is configured must look where the application looks.
 */
export async function loadDotEnv(): Promise<void> {
  const root = pathToFileURL(ROOT)
  for (const { contents } of await new EnvLoader(root).load()) {
    const values = await new EnvParser(contents, root).parse()
    for (const [name, value] of Object.entries(values)) process.env[name] ??= value
  }
}
