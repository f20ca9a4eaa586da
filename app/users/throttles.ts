import { Throttle } from '#shared/throttling/throttle'

/** Signing in and giving one's password again count together: they try the same secret. */
export const passwordThrottle = new Throttle('login')

/** Links asked for; each one is a mail in somebody's box. Counted whether the account exists or not. */
export const linkThrottle = new Throttle('link')
