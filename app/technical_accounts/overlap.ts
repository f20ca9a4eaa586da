const HOUR = 60 * 60 * 1000

/** How long the previous password may still be used after a reset. By default not at all. */
export const OVERLAPS = ['none', '1h', '24h', '7d'] as const
export type Overlap = (typeof OVERLAPS)[number]

const DURATIONS: Record<Overlap, number> = {
  'none': 0,
  '1h': HOUR,
  '24h': 24 * HOUR,
  '7d': 7 * 24 * HOUR,
}

/** `usableUntil` is null for the current password, and set once another one has replaced it. */
export type PasswordSpan = { readonly expiresAt: Date; readonly usableUntil: Date | null }

/** Whether a password, or a token obtained with it, still opens. Its last instant is excluded. */
export function isUsable({ expiresAt, usableUntil }: PasswordSpan, now: Date): boolean {
  return now < expiresAt && (usableUntil === null || now < usableUntil)
}

/**
 * Until when a password is usable once a reset has put another one in its place. The current one
 * gets the overlap, cut at its own expiry: an expired one is not revived. One replaced earlier ends
 * now, so that at most two live.
 */
export function usableUntilAfterReset(password: PasswordSpan, overlap: Overlap, now: Date): Date {
  return password.usableUntil === null
    ? earliest(new Date(now.getTime() + DURATIONS[overlap]), password.expiresAt)
    : usableUntilWhenEnded({ ...password, usableUntil: password.usableUntil }, now)
}

/** Until when a replaced password was usable once its overlap is ended by hand. */
export function usableUntilWhenEnded(
  password: PasswordSpan & { readonly usableUntil: Date },
  now: Date
): Date {
  return earliest(password.usableUntil, now)
}

function earliest(a: Date, b: Date): Date {
  return a < b ? a : b
}
