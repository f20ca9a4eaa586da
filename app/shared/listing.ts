export type Direction = 'asc' | 'desc'

/** How a list is asked for. `search` is '' when nothing is searched. */
export type Listing<Sort extends string = string> = {
  readonly page: number
  readonly perPage: number
  readonly sort: Sort
  readonly direction: Direction
  readonly search: string
}

/** What a list allows. The first of `sorts` and of `perPage` is the default. */
export type ListingRules<Sort extends string> = {
  readonly sorts: readonly [Sort, ...Sort[]]
  readonly direction?: Direction
  readonly perPage?: readonly [number, ...number[]]
}

/** One page of a list. `pages` is 0 for an empty list. */
export type Page<T> = {
  readonly rows: readonly T[]
  readonly total: number
  readonly page: number
  readonly perPage: number
  readonly pages: number
}

export const PER_PAGE = [10, 25, 50, 100] as const

/** Beyond this, a typing error or a crawler: the database would walk the whole table for nothing. */
const LAST_PAGE = 100_000
/** In code points. */
const LONGEST_SEARCH = 100

/**
 * Reads `page`, `perPage`, `sort`, `direction` and `search` from a query string. Never refuses: a
 * bad value, an unknown column or a repeated parameter falls back to the default, and the sort
 * column is one of the list's own, hence safe to put in a query.
 */
export function parseListing<Sort extends string>(
  query: Readonly<Record<string, unknown>>,
  rules: ListingRules<Sort>
): Listing<Sort> {
  const page = wholeNumber(query.page)
  const perPage: readonly number[] = rules.perPage ?? PER_PAGE
  const asked = wholeNumber(query.perPage)

  return {
    page: page >= 1 && page <= LAST_PAGE ? page : 1,
    perPage: perPage.includes(asked) ? asked : perPage[0],
    sort: rules.sorts.find((sort) => sort === query.sort) ?? rules.sorts[0],
    direction:
      query.direction === 'asc' || query.direction === 'desc'
        ? query.direction
        : (rules.direction ?? 'asc'),
    search: searchText(query.search),
  }
}

/** Rows to skip before the page. */
export function offsetOf({ page, perPage }: Pick<Listing, 'page' | 'perPage'>): number {
  return (page - 1) * perPage
}

/**
 * The same listing, at its last page where a later one was asked for: rows are gone since the link
 * was made, or somebody wrote the number. For pages; the API answers what it was asked.
 */
export function withinPages<L extends Pick<Listing, 'page' | 'perPage'>>(
  listing: L,
  total: number
): L {
  const last = Math.max(1, Math.ceil(total / listing.perPage))
  return listing.page > last ? { ...listing, page: last } : listing
}

export function pageOf<T>(
  rows: readonly T[],
  total: number,
  { page, perPage }: Pick<Listing, 'page' | 'perPage'>
): Page<T> {
  return { rows, total, page, perPage, pages: Math.ceil(total / perPage) }
}

/** The number, from a number or decimal digits; NaN otherwise. */
function wholeNumber(value: unknown): number {
  if (typeof value === 'string' && /^\d{1,9}$/.test(value)) return Number(value)
  return typeof value === 'number' && Number.isInteger(value) ? value : Number.NaN
}

/** Control characters become spaces: PostgreSQL refuses a NUL, and none can be in what is searched. */
function searchText(value: unknown): string {
  if (typeof value !== 'string') return ''
  const text = value
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
  return [...text].slice(0, LONGEST_SEARCH).join('').trim()
}
