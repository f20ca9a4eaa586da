import type { Page } from '#shared/listing'

/** A page of a list in the form the pagination component reads. */
export function paginated<T>({ rows, total, page, perPage, pages }: Page<T>) {
  return { rows, pagination: { total, page, perPage, lastPage: Math.max(1, pages) } }
}
