import { defineConfig, drivers } from '@adonisjs/core/hash'
import type { InferHashers } from '@adonisjs/core/types'

const hashConfig = defineConfig({
  default: 'argon',
  list: {
    // OWASP's minimum for argon2id; the framework's default costs three to four times as much.
    argon: drivers.argon2({ variant: 'id', memory: 19456, iterations: 2, parallelism: 1 }),
  },
})

export default hashConfig

declare module '@adonisjs/core/types' {
  export interface HashersList extends InferHashers<typeof hashConfig> {}
}
