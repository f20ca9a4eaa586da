import db from '@adonisjs/lucid/services/db'
import { findOrganisation } from '#organisation'
import { findOpenHandover } from './find_handovers.js'

/** More candidates than this and the page asks to start from the list of people, which can be searched. */
const CANDIDATES = 200

/** The organisation, the proposal under way if there is one, and who may receive the role. */
export async function showHandoverForm(organisationId: number) {
  const candidates = await db
    .from('attachments as a')
    .join('users as u', 'u.id', 'a.user_id')
    .where({ 'a.organisation_id': organisationId, 'a.status': 'validated', 'a.role': 'user' })
    .whereNull('a.service_id')
    .whereNull('u.deactivated_at')
    .orderByRaw('lower(u.last_name), lower(u.first_name), u.id')
    .limit(CANDIDATES)
    .select('u.id')
    .select(db.raw(`u.last_name || ' ' || u.first_name as name`), 'u.contact_email as email')
  return {
    organisation: (await findOrganisation(organisationId))!,
    handover: await findOpenHandover(organisationId),
    candidates,
  }
}
