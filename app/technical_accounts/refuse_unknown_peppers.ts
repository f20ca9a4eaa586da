import { createHmac } from 'node:crypto'
import db from '@adonisjs/lucid/services/db'
import { tenancy } from '#shared/tenancy/main'
import type { KeyRing } from '#shared/keys/key_ring'
import { peppers } from './peppers.js'

const VARIABLE = 'TECHNICAL_PASSWORD_PEPPERS'

/** The process must not run: it would answer "wrong password" to right ones. */
export class UnknownPepper extends Error {
  override name = 'UnknownPepper'
}

/**
 * The self-test of web processes, workers and commands at their start (docs/security.md, Technical
 * accounts): each pepper is the one that had its name before, and none that a live password needs
 * is missing. Does nothing before the tables exist.
 *
 * @throws {@link UnknownPepper}, whose message says what to set, never a pepper
 */
export async function refuseUnknownPeppers(ring: KeyRing = peppers): Promise<void> {
  await tenancy.asSystem('pepper self-test', async () => {
    const { rows } = await db.rawQuery(
      `select to_regclass('technical_peppers') is not null as there`
    )
    if (!rows[0].there) return
    await noteCurrent(ring)
    await refuseChanged(ring)
    await refuseMissing(ring)
  })
}

/** A digest under the pepper of what nobody has as a password: it tells peppers apart, and no more. */
function checkValue(pepper: KeyRing['current']): Buffer {
  return createHmac('sha256', pepper.secret).update(`pepper-check:v1\0${pepper.id}`).digest()
}

/** The current pepper is about to make verifiers: from now on its name means this one. */
async function noteCurrent({ current }: KeyRing) {
  await db.rawQuery(
    'insert into technical_peppers (id, check_value) values (?, ?) on conflict do nothing',
    [current.id, checkValue(current)]
  )
}

async function refuseChanged(ring: KeyRing) {
  for (const { id, check_value: seen } of await db.from('technical_peppers')) {
    const pepper = ring.find(id)
    if (pepper && !checkValue(pepper).equals(seen)) {
      throw new UnknownPepper(
        `${VARIABLE}: "${id}" is not the pepper that this database's passwords were made with. ` +
          'Restore it; a new pepper needs a new id, in front of the old one.'
      )
    }
  }
}

async function refuseMissing(ring: KeyRing) {
  const rows = await db
    .from('technical_passwords')
    .whereRaw('expires_at > now() and (usable_until is null or usable_until > now())')
    .distinct('pepper_id')
  const missing = rows.map((row) => row.pepper_id).filter((id) => !ring.find(id))
  if (missing.length) {
    throw new UnknownPepper(
      `${VARIABLE}: ${missing.map((id) => `"${id}"`).join(', ')} missing, and passwords made with ` +
        'it are still valid. Add it after the current one until they have expired.'
    )
  }
}
