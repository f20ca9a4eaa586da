import { extname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Root of the project, or of the build when it was compiled. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** Everything the embedded default writes: `storage`, or the folder of STORAGE_DIRECTORY. */
export const STORAGE = resolve(ROOT, process.env.STORAGE_DIRECTORY || 'storage')

/** `.ts` in the project, `.js` in a build: scripts are started by their file's name. */
export const SCRIPT_EXTENSION = extname(import.meta.url)

/** Absolute path of a script of the project, written without its extension (`bin/server`). */
export function script(name: string): string {
  return join(ROOT, name + SCRIPT_EXTENSION)
}

/** Node options that let a script of the project import the others. */
export const NODE_OPTIONS = SCRIPT_EXTENSION === '.ts' ? ['--import=@poppinss/ts-exec'] : []
