import { HTTP_LAYER, WITHOUT_HTTP } from '../boundaries.js'
import { importsOf, targetOf, type SourceFile } from '../source.js'

const TABLES = /^app\/\w+\/models\/|^database\/|^tests\//
const INNER = new RegExp(`^app/\\w+/(?:${WITHOUT_HTTP.join('|')})(?:/|\\.ts$)`)

/** Tables are known to models: everything else asks a model or a query. */
export function schemaViolations(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ path }) => !TABLES.test(path))
    .flatMap((file) =>
      importsOf(file)
        .filter(
          ({ specifier }) => specifier && targetOf(file.path, specifier) === 'database/schema'
        )
        .map(({ line }) => `${file.path}:${line} imports the generated schema: only models/ do`)
    )
}

/** Actions, queries and jobs take plain values: they can be called by a page, the API or a worker. */
export function httpViolations(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ path }) => INNER.test(path))
    .flatMap((file) =>
      importsOf(file)
        .filter(({ specifier }) => specifier && isHttp(file.path, specifier))
        .map(({ line, specifier }) => `${file.path}:${line} imports ${specifier}: HTTP stays above`)
    )
}

function isHttp(path: string, specifier: string): boolean {
  return (
    HTTP_LAYER.some((name) => specifier.startsWith(name)) ||
    /\/(?:controllers|middleware)\//.test(`/${targetOf(path, specifier) ?? ''}`)
  )
}
