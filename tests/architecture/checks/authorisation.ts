import ts from 'typescript'
import { lineOf, parse, walk, type SourceFile } from '../source.js'

/**
 * Controller methods that decide nothing about the caller, by `path#method`: each is on the list
 * with its reason, or calls `authorize`.
 */
export function authorisationViolations(
  files: readonly SourceFile[],
  open: Readonly<Record<string, string>>
): string[] {
  const unused = new Set(Object.keys(open))
  const found: string[] = []
  for (const file of files.filter(({ path }) => /_controller\.ts$/.test(path))) {
    const source = parse(file)
    const functions = declaredIn(source)
    for (const method of actionsOf(source)) {
      const name = `${file.path.replace(/\.ts$/, '')}#${method.name.getText(source)}`
      const authorised = callsAuthorize(method, functions)
      if (unused.delete(name)) {
        if (authorised) found.push(`${name} authorises, and is on the list of those that do not`)
      } else if (!authorised) {
        found.push(`${file.path}:${lineOf(method)} ${name} does not call authorize`)
      }
      walk(method, (node) => {
        if (
          ts.isCallExpression(node) &&
          /\.(?:allows|denies)$/.test(node.expression.getText(source))
        ) {
          found.push(
            `${file.path}:${lineOf(node)} asks allows/denies: call authorize, which throws`
          )
        }
      })
    }
  }
  return [...found, ...[...unused].map((name) => `${name} is listed and does not exist`)]
}

/** The public methods of the exported class. */
function actionsOf(source: ts.SourceFile): ts.MethodDeclaration[] {
  return source.statements
    .filter(ts.isClassDeclaration)
    .flatMap((declaration) =>
      declaration.members
        .filter(ts.isMethodDeclaration)
        .filter(
          (method) =>
            !ts.isPrivateIdentifier(method.name) &&
            !method.modifiers?.some(({ kind }) =>
              [ts.SyntaxKind.PrivateKeyword, ts.SyntaxKind.ProtectedKeyword].includes(kind)
            )
        )
    )
}

/** Functions and methods of a file by name, through which a controller may authorise. */
function declaredIn(source: ts.SourceFile): Map<string, ts.Node> {
  const functions = new Map<string, ts.Node>()
  walk(source, (node) => {
    if ((ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node)) && node.name) {
      functions.set(node.name.getText(source), node)
    }
    if (
      ts.isVariableDeclaration(node) &&
      node.initializer &&
      ts.isArrowFunction(node.initializer)
    ) {
      functions.set(node.name.getText(source), node.initializer)
    }
  })
  return functions
}

/** `authorize` counts when its promise is awaited or returned: else the refusal comes too late. */
function callsAuthorize(
  node: ts.Node,
  functions: Map<string, ts.Node>,
  seen = new Set<ts.Node>()
): boolean {
  if (seen.has(node)) return false
  seen.add(node)
  let found = false
  walk(node, (child) => {
    if (!ts.isCallExpression(child) || !isHandedOn(child)) return
    const callee = child.expression
    if (ts.isPropertyAccessExpression(callee) && callee.name.text === 'authorize') found = true
    const own =
      ts.isIdentifier(callee) ||
      (ts.isPropertyAccessExpression(callee) &&
        callee.expression.kind === ts.SyntaxKind.ThisKeyword)
    const called = own && functions.get((ts.isIdentifier(callee) ? callee : callee.name).getText())
    if (called && callsAuthorize(called, functions, seen)) found = true
  })
  return found
}

function isHandedOn({ parent }: ts.CallExpression): boolean {
  return ts.isAwaitExpression(parent) || ts.isReturnStatement(parent) || ts.isArrowFunction(parent)
}
