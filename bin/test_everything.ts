/*
 * `npm test`: lint, types, generated files and every suite, on a database of its own that is
 * thrown away. With arguments (`npm test -- unit`) only the suites, as bin/test.ts takes
 * them. The last line says `N passed, N failed`.
 */
import { Rehearsal } from './embedded/rehearsal.js'

await new Rehearsal(process.argv.slice(2)).run()
