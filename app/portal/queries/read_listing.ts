import { parseListing, type Listing, type ListingRules } from '#shared/listing'

/**
 * How one of a page's lists is asked for in its address: `prefix` is before each of its parameters,
 * so that two lists of a page don't move together.
 */
export function readListing<Sort extends string>(
  query: Record<string, unknown>,
  prefix: string,
  rules: ListingRules<Sort>
): Listing<Sort> {
  const asked = (name: string) => query[prefix + name]
  return parseListing(
    {
      page: asked('page'),
      perPage: asked('per_page'),
      sort: asked('sort'),
      direction: asked('direction'),
      search: asked('search'),
    },
    rules
  )
}

/** What a list's page shows of how it was asked for. */
export function shown({ sort, direction, search }: Listing) {
  return { sort: { column: sort, direction }, search }
}
