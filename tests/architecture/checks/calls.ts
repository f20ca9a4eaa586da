import ts from 'typescript'
import { lineOf, parse, walk, type SourceFile } from '../source.js'

/** Ways to see past the caller's organisations. */
const WIDE = /^tenancy\.(?:asSystem|independently)$/

/**
 * Places that see past the caller's organisations, or bind such a reach by hand, which are not on
 * the list (path → reason).
 */
export function systemScopeViolations(
  files: readonly SourceFile[],
  listed: Readonly<Record<string, string>>
): string[] {
  const unused = new Set(Object.keys(listed))
  const found = files
    .filter(({ path }) => !/^(?:tests\/|app\/shared\/tenancy\/)/.test(path))
    .flatMap((file) => {
      const places = systemScopesOf(file)
      if (places.length === 0 || unused.delete(file.path) || file.path in listed) return []
      return places.map(
        (line) => `${file.path}:${line} sees every organisation without being listed`
      )
    })
  return [...found, ...[...unused].map((path) => `${path} is listed and opens no system scope`)]
}

function systemScopesOf(file: SourceFile): number[] {
  const places: number[] = []
  const source = parse(file)
  walk(source, (node) => {
    const called =
      ts.isPropertyAccessExpression(node) && WIDE.test(node.getText(source).replace(/\s+/g, ''))
    const bound = ts.isIdentifier(node) && node.text === 'systemReason'
    const taken =
      ts.isBindingElement(node) && /^(?:asSystem|independently)$/.test(node.name.getText(source))
    if (called || bound || taken) places.push(lineOf(node))
  })
  return places
}

/** What leaves the process without having been written in the transaction first. */
const LEAVING = [
  /(?:^|\.)\w*[qQ]ueue\w*\.(?:add|addBulk)$/,
  /(?:^|\.)mail\.(?:send|sendLater)$/,
  /(?:^|\.)emitter\.emit(?:Serial)?$/,
  /\.dispatch$/,
]

/** Queues, mails, events and commit hooks used where `enqueue` belongs. */
export function leavingViolations(
  files: readonly SourceFile[],
  listed: Readonly<Record<string, string>>
): string[] {
  return files
    .filter(({ path }) => /^app\//.test(path) && !(path in listed))
    .flatMap((file) => {
      const source = parse(file)
      const found: string[] = []
      walk(source, (node) => {
        if (!ts.isCallExpression(node)) return
        const callee = node.expression.getText(source).replace(/\s+|\?(?=\.)/g, '')
        const [first] = node.arguments
        const hooks =
          callee.endsWith('.after') &&
          first &&
          ts.isStringLiteralLike(first) &&
          first.text === 'commit'
        if (hooks || LEAVING.some((pattern) => pattern.test(callee))) {
          found.push(`${file.path}:${lineOf(node)} calls ${callee}: enqueue a job instead`)
        }
      })
      return found
    })
}
