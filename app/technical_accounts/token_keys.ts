import env from '#start/env'
import { KeyRing } from '#shared/keys/key_ring'

/** What access tokens are authenticated with: the first key makes them, the others still check. */
export const tokenKeys = KeyRing.parse('TOKEN_KEYS', env.get('TOKEN_KEYS').release())
