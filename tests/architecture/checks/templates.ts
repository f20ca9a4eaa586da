import type { SourceFile } from '../source.js'

/**
 * Unescaped output that is not on the list (path → expression → reason), and entries of the list
 * that are printed no longer. `*` stands for every expression of a template.
 */
export function unescapedViolations(
  templates: readonly SourceFile[],
  listed: Readonly<Record<string, Readonly<Record<string, string>>>>
): string[] {
  const unused = new Set(
    Object.entries(listed).flatMap(([path, expressions]) =>
      Object.keys(expressions).map((expression) => `${path}: ${expression}`)
    )
  )
  const found = templates.flatMap(({ path, text }) =>
    [...text.matchAll(/\{\{\{([\s\S]*?)\}\}\}/g)].flatMap(([, written]) => {
      const expression = written.trim()
      if (expression.startsWith('--')) return []
      unused.delete(`${path}: ${expression}`)
      unused.delete(`${path}: *`)
      return listed[path]?.[expression] || listed[path]?.['*']
        ? []
        : [`${path} prints ${expression} unescaped`]
    })
  )
  return [...found, ...[...unused].map((entry) => `${entry} is listed and is not printed`)]
}

const RENDERS = /(?:\b(?:view|edge)\.render(?:Sync)?|\bhtmlView|\btextView)\(\s*'([^']+)'/g
const INCLUDES = /@!?(?:include|component|layout\.?\w*|includeIf)\(\s*'([^']+)'/g

/** Templates that a page, a mail or another template names and that do not exist. */
export function missingTemplates(
  files: readonly SourceFile[],
  templates: readonly string[]
): string[] {
  const known = new Set(
    templates.map((path) => path.replace(/^resources\/views\//, '').replace(/\.edge$/, ''))
  )
  return files.flatMap(({ path, text }) =>
    [...text.matchAll(RENDERS), ...text.matchAll(INCLUDES)]
      .filter(([, name]) => !name.includes('::') && !known.has(name))
      .map(([, name]) => `${path} names ${name}, which does not exist`)
  )
}

const LEADS = /\b(?:urlFor|signedUrlFor|toRoute)\(\s*'([^']+)'(\s*\+)?/g

/** Names of routes that a link or a redirection uses and that no route has. */
export function missingRoutes(files: readonly SourceFile[], routes: ReadonlySet<string>): string[] {
  return files.flatMap(({ path, text }) =>
    [...text.matchAll(LEADS)]
      .filter(([, name, plus]) =>
        plus ? ![...routes].some((route) => route.startsWith(name)) : !routes.has(name)
      )
      .map(([, name]) => `${path} leads to ${name}, a route that does not exist`)
  )
}

/** Edge reads a tag at the beginning of a line only: elsewhere the reader sees it. */
export function printedTags(templates: readonly SourceFile[]): string[] {
  const tag = /\S.*[^\w.]@(?:!|(?:if|elseif|else|each|end|include|component|let|slot)\b)/
  return templates.flatMap(({ path, text }) =>
    text
      // Comments keep their lines, so that the line given is the template's.
      .replace(/\{\{--[\s\S]*?--\}\}/g, (comment) => comment.replace(/[^\n]/g, ''))
      .split('\n')
      .flatMap((line, index) => (tag.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : []))
  )
}
