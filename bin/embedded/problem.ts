/** Something the person at the terminal can put right: printed as it stands, without a stack. */
export class Problem extends Error {
  override name = 'Problem'
}

/** What to print for a failure: the sentence alone for a Problem, the stack for anything else. */
export function explain(error: unknown): string {
  if (error instanceof Problem) return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

/** Code of a system or PostgreSQL error (`EACCES`, `28P01`), if it has one. */
export function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : undefined
}
