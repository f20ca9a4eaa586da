import type { SourceFile } from '../source.js'

/** Names that say nothing about what is inside. */
const SAYS_NOTHING = /^(?:helpers?|utils?|commons?|dtos?|managers?|misc|lib)$/
/** A file may be about a service, a word of the domain; a folder of services says nothing. */
const FOLDER_SAYS_NOTHING = /^services?$/
const LONGEST = 250

export function folderViolations(paths: readonly string[]): string[] {
  return paths
    .filter((path) => /^(?:app|workers|commands|start|config|providers)\//.test(path))
    .filter((path) => {
      const names = path.replace(/\.\w+$/, '').split('/')
      return (
        names.some((name) => SAYS_NOTHING.test(name)) ||
        names.slice(0, -1).some((name) => FOLDER_SAYS_NOTHING.test(name))
      )
    })
    .map((path) => `${path} is named after nothing it holds`)
}

/** Files of 250 lines and more which are not on the list (path → reason). */
export function lengthViolations(
  files: readonly SourceFile[],
  listed: Readonly<Record<string, string>>
): string[] {
  const long = files.filter(({ text }) => text.trimEnd().split('\n').length >= LONGEST)
  const paths = new Set(long.map(({ path }) => path))
  return [
    ...[...paths].filter((path) => !(path in listed)).map((path) => `${path} is too long`),
    ...Object.keys(listed)
      .filter((path) => !paths.has(path))
      .map((path) => `${path} is listed and is not long`),
  ]
}
