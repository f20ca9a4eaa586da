import { namesOf } from '#organisation'

/** Adds the organisation's name to rows that know its number: one statement for all. */
export async function withOrganisationNames<T extends { organisationId: number }>(
  rows: readonly T[]
): Promise<(T & { organisationName: string })[]> {
  const names = await namesOf([...new Set(rows.map((row) => row.organisationId))])
  return rows.map((row) => ({ ...row, organisationName: names.get(row.organisationId) ?? '' }))
}
