import db from '@adonisjs/lucid/services/db'
import { findOrganisation } from '#organisation'
import { findOpenHandover } from './find_handovers.js'

/** More candidates than this and the page asks to start from the list of people, which can be searched. */
const MOST_CANDIDATES = 200

interface Candidate {
  id: number
  name: string
  email: string
}

function candidatesOf(organisationId: number) {
  return db
    .from('attachments as a')
    .join('users as u', 'u.id', 'a.user_id')
    .where({ 'a.organisation_id': organisationId, 'a.status': 'validated', 'a.role': 'user' })
    .whereNull('a.service_id')
    .whereNull('u.deactivated_at')
    .select('u.id')
    .select(db.raw(`u.last_name || ' ' || u.first_name as name`), 'u.contact_email as email')
}

/** The first ones by name, and whoever was chosen beforehand on the list of people. */
async function listCandidates(organisationId: number, selected: number | null) {
  const first: Candidate[] = await candidatesOf(organisationId)
    .orderByRaw('lower(u.last_name), lower(u.first_name), u.id')
    .limit(MOST_CANDIDATES + 1)
  const candidates = first.slice(0, MOST_CANDIDATES)
  if (selected && !candidates.some(({ id }) => id === selected)) {
    const chosen = await candidatesOf(organisationId).where('u.id', selected).first()
    if (chosen) candidates.unshift(chosen)
  }
  return { candidates, moreCandidates: first.length > MOST_CANDIDATES }
}

/**
 * The organisation, the proposal under way if there is one, and who may receive the role.
 *
 * @param selected whom the reader chose beforehand
 */
export async function showHandoverForm(organisationId: number, selected: number | null) {
  return {
    organisation: (await findOrganisation(organisationId))!,
    handover: await findOpenHandover(organisationId),
    selected,
    ...(await listCandidates(organisationId, selected)),
  }
}
