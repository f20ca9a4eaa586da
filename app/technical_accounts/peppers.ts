import env from '#start/env'
import { KeyRing } from '#shared/keys/key_ring'

/** What passwords' verifiers are keyed with: the first pepper makes them, the others still check. */
export const peppers = KeyRing.parse(
  'TECHNICAL_PASSWORD_PEPPERS',
  env.get('TECHNICAL_PASSWORD_PEPPERS').release()
)
