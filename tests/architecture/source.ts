import { readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

export const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** A file of the tree, or one planted by a test. The path is relative to the root. */
export interface SourceFile {
  path: string
  text: string
}

const LEFT_OUT = new Set([
  'node_modules',
  '.git',
  'build',
  'storage',
  'tmp',
  'assets',
  'tests/benchmarks/peers',
])

function pathsIn(folder: string): string[] {
  return readdirSync(posix.join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name)
    if (LEFT_OUT.has(entry.name) || LEFT_OUT.has(path)) return []
    // A run beside this one may be building its pages.
    if (entry.name.startsWith('.assets-')) return []
    return entry.isDirectory() ? pathsIn(path) : [path]
  })
}

/** Every path of the tree, without what is installed, built or stored. */
export const tree = (): string[] => pathsIn('.')

/** The files whose path matches. */
export function filesOf(pattern: RegExp): SourceFile[] {
  return tree()
    .filter((path) => pattern.test(path))
    .map((path) => ({ path, text: readFileSync(posix.join(ROOT, path), 'utf8') }))
}

/** All TypeScript of the tree. */
export const code = () => filesOf(/\.tsx?$/)

export function parse({ path, text }: SourceFile): ts.SourceFile {
  const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind)
}

/** Visits every node below one. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node)
  ts.forEachChild(node, (child) => walk(child, visit))
}

export function lineOf(node: ts.Node): number {
  const source = node.getSourceFile()
  return source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1
}

export interface Import {
  line: number
  /** What is imported, as written; null when it is computed when the code runs. */
  specifier: string | null
}

/** Imports in every form: static, of types, re-exports, `import()` and its types, `require`. */
export function importsOf(file: SourceFile): Import[] {
  const found: Import[] = []
  walk(parse(file), (node) => {
    const specifier = specifierOf(node)
    if (!specifier) return
    found.push({
      line: lineOf(node),
      specifier: ts.isStringLiteralLike(specifier) ? specifier.text : null,
    })
  })
  return found
}

function specifierOf(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier
  if (ts.isExternalModuleReference(node)) return node.expression
  if (ts.isImportTypeNode(node)) {
    return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : node.argument
  }
  if (!ts.isCallExpression(node)) return undefined
  const loads =
    node.expression.kind === ts.SyntaxKind.ImportKeyword ||
    (ts.isIdentifier(node.expression) && node.expression.text === 'require')
  return loads ? node.arguments[0] : undefined
}

const aliases: Record<string, string> = JSON.parse(
  readFileSync(posix.join(ROOT, 'package.json'), 'utf8')
).imports

/** The path, without extension, that a specifier leads to; null when it leads out of the tree. */
export function targetOf(from: string, specifier: string): string | null {
  const bare = (path: string) => posix.normalize(path).replace(/\.(?:[jt]sx?)$/, '')
  if (specifier.startsWith('.')) return bare(posix.join(posix.dirname(from), specifier))
  if (!specifier.startsWith('#')) return null
  for (const [alias, path] of Object.entries(aliases)) {
    if (alias === specifier) return bare(path)
    const [before, after] = alias.split('*')
    if (after !== undefined && specifier.startsWith(before) && specifier.endsWith(after)) {
      return bare(path.replace('*', specifier.slice(before.length, -after.length || undefined)))
    }
  }
  return null
}
