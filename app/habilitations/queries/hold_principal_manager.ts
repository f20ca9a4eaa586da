import db from '@adonisjs/lucid/services/db'
import { RightLost } from '#shared/access/refusals'
import { tenancy } from '#shared/tenancy/main'
import { findPrincipalManager } from './find_principal_manager.js'

/**
 * Makes sure that the person who acts is still the organisation's principal manager, and stays it
 * until the end of the transaction: a hand-over accepted meanwhile waits, or has come first. What
 * the request knew when it began may be over by the time it acts. Operators act by their own right.
 *
 * @throws RightLost
 */
export async function holdPrincipalManager(organisationId: number): Promise<void> {
  const { actor } = tenancy.current()
  if (actor.kind !== 'person') return
  const held = await db
    .from('attachments')
    .where({ organisation_id: organisationId, user_id: actor.id })
    .where({ role: 'principal_manager', status: 'validated' })
    .forShare()
    .select('id')
    .first()
  if (held) return
  const manager = await findPrincipalManager(organisationId)
  throw new RightLost({
    right: 'principal_manager',
    grantedBy: manager && `${manager.firstName} ${manager.lastName}`,
    organisationId,
  })
}
