import { recordAudit } from '#shared/audit/record_audit'
import { tenancy } from '#shared/tenancy/main'
import {
  matching,
  selectHits,
  type OrganisationCriteria,
  type OrganisationHit,
} from '../queries/search_organisations.js'

/** What an answer to this question shows anyway: nothing else may be probed with it. */
const DISCLOSED = new Set<keyof OrganisationCriteria>([
  'identifier',
  'identifierType',
  'name',
  'status',
  'publicBody',
])

/**
 * The private organisation that someone outside of it knows by its exact identifier: five fields,
 * and never an individual. It is looked up past the caller's reach, hence written into the
 * journal of the organisation that was shown.
 */
export class DiscloseOrganisation {
  async handle({
    criteria,
    reach,
  }: {
    criteria: OrganisationCriteria & { identifier: string }
    /** The caller's own organisations, which are found without this. */
    reach: readonly number[]
  }): Promise<OrganisationHit[]> {
    const asked = Object.entries(criteria).filter(([, value]) => value !== undefined)
    if (asked.some(([name]) => !DISCLOSED.has(name as keyof OrganisationCriteria))) return []

    return tenancy.independently('private organisation by its exact identifier', async () => {
      const hits: OrganisationHit[] = await selectHits(
        matching(criteria)
          .whereNotIn('kind', ['public_body', 'individual'])
          .whereNot('identifier_type', 'PARTICULIER')
          .whereNotIn('id', [...reach])
          .orderBy('id')
      )
      for (const { id, identifierType, identifier } of hits) {
        await recordAudit({
          organisationId: id,
          action: 'organisation.found_by_identifier',
          subject: `organisation:${id}`,
          details: { identifierType, identifier },
        })
      }
      return hits
    })
  }
}
