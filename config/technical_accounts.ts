import env from '#start/env'

/** Validity of a technical password, in days of exactly 24 hours. */
export const passwordDays = env.get('TECHNICAL_PASSWORD_DAYS', 100)
