import { demonstration } from '#config/app'

/** No secret: these people exist where nothing real does (database/demonstration). */
const DEMONSTRATION = {
  logins: [
    'gp@demo.habilis.test',
    'agent@demo.habilis.test',
    'gp@autre.habilis.test',
    'operateur@demo.habilis.test',
  ],
  password: 'demonstration habilis 2026',
}

/** What the login page of a demonstration tells its visitors; null in a real installation. */
export function demonstrationLogins(): typeof DEMONSTRATION | null {
  return demonstration ? DEMONSTRATION : null
}
