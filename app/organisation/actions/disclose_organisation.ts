import db from '@adonisjs/lucid/services/db'
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
 * journal of the organisation that was shown: once a day for each who looks, since what is
 * written there stays, and a stranger must not be able to fill it.
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
        if (!(await isFirstToday(id))) continue
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

/** Whether who acts has not been shown this organisation yet, on this day (UTC). */
async function isFirstToday(organisationId: number): Promise<boolean> {
  const { kind, id } = tenancy.current().actor
  const { rowCount } = await db.rawQuery(
    `insert into used_nonces (nonce_hash)
     select sha256(convert_to(concat_ws(' ', 'disclosed', ?::text, ?::text, ?::text,
       (now() at time zone 'UTC')::date), 'UTF8'))
     on conflict do nothing`,
    [organisationId, kind, String(id)]
  )
  return rowCount === 1
}
