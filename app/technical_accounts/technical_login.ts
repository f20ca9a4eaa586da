/** An organisation's identifier as a login holds it: `[A-Z0-9]` only, accents stripped, the rest dropped. */
export function foldIdentifier(identifier: string): string {
  return identifier
    .toUpperCase()
    .normalize('NFD')
    .replace(/[^A-Z0-9]/g, '')
}

/**
 * The login of the nth account, counting from 0: the first one of SIRET 64205873900839 is
 * `TECH_064205873900839@<domain>`, as on the screens of the source guide.
 */
export function technicalLogin(n: number, identifier: string, domain: string): string {
  return `TECH_${n}${foldIdentifier(identifier)}@${domain}`
}

/**
 * The first login that was never given. `taken` must hold the logins of deleted accounts, and those
 * of other organisations: 1 + `0X` and 10 + `X` read the same. The database has the last word.
 */
export function firstFreeLogin(
  identifier: string,
  domain: string,
  taken: ReadonlySet<string>
): string {
  let n = 0
  while (taken.has(technicalLogin(n, identifier, domain))) n++
  return technicalLogin(n, identifier, domain)
}
