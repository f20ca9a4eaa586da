import { DEPENDS_ON, MACHINERY, OPEN_TO_MODULES } from '../boundaries.js'
import { importsOf, targetOf, type SourceFile } from '../source.js'

const moduleOf = (path: string) => /^app\/(\w+)(?:\/|$)/.exec(path)?.[1]
const withoutExtension = (path: string) => path.replace(/\.tsx?$/, '')

/** Imports against the direction of DEPENDS_ON, or past a module's door. */
export function doorViolations(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) =>
    importsOf(file).flatMap(({ line, specifier }) => {
      const fault = faultOf(file.path, specifier)
      return fault ? [`${file.path}:${line} ${fault}`] : []
    })
  )
}

function faultOf(path: string, specifier: string | null): string | null {
  const from = moduleOf(path)
  if (specifier === null) {
    return from ? 'imports what is computed when it runs: nobody can check it' : null
  }
  const target = targetOf(path, specifier)
  if (target === null) {
    return specifier.startsWith('#') ? `imports ${specifier}, an alias that does not exist` : null
  }
  const to = moduleOf(target)
  if (from && !(from in DEPENDS_ON)) return `is in app/${from}, which boundaries.ts does not know`
  if (to === undefined) return from ? faultOfOpening(specifier, target) : null
  if (from === to) {
    return specifier === `#${from}` ? `imports its own module's door: use a relative path` : null
  }
  if (from && !DEPENDS_ON[from].includes(to)) return `imports ${to}: ${from} may not know it`
  if (MACHINERY.some((door) => door.from.test(withoutExtension(path)) && door.to.test(target))) {
    return null
  }
  const opened = to === 'shared' ? specifier.startsWith('#shared/') : specifier === `#${to}`
  return opened ? null : `imports ${specifier}, past the door of ${to}`
}

/** Modules see of the tree outside app/ only what is open to them. */
function faultOfOpening(specifier: string, target: string): string | null {
  if (target === 'database/schema') return null // the layers' business
  const open = Object.keys(OPEN_TO_MODULES).some((alias) =>
    alias.endsWith('/') ? specifier.startsWith(alias) : specifier === alias
  )
  return open ? null : `imports ${specifier}, which is not open to modules`
}
