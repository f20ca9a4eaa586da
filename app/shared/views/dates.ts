import { DateTime } from 'luxon'

export type Moment = Date | DateTime | string

/** Any of the forms in which a moment reaches a view, in the given zone. */
export function momentIn(zone: string, value: Moment): DateTime {
  if (typeof value === 'string') return DateTime.fromISO(value, { zone })
  return (value instanceof Date ? DateTime.fromJSDate(value) : value).setZone(zone)
}

/**
 * A zone as its readers call it, for `layout.time_zone`: the country's own way of speaking has a
 * case of its own there, the others are named by CLDR ("heure d’Europe centrale").
 */
export function zoneWords(zone: string, locale: string): { zone: 'paris' | 'other'; name: string } {
  const format = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: 'longGeneric' })
  const named = format.formatToParts().find(({ type }) => type === 'timeZoneName')
  return { zone: zone === 'Europe/Paris' ? 'paris' : 'other', name: named?.value ?? zone }
}

export const FORMATS = {
  day: 'dd/MM/yyyy',
  minute: 'dd/MM/yyyy HH:mm',
  second: 'dd/MM/yyyy HH:mm:ss',
} as const

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/**
 * How far a moment is, in the largest unit that fits: "dans 12 jours", "il y a 3 heures". Days
 * are rounded, as people count them; hours and minutes are cut, when each of them matters.
 */
export function relativeTo(now: Date, moment: Date, locale: string): string {
  const distance = moment.getTime() - now.getTime()
  const size = Math.abs(distance)
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'always' })
  if (size >= DAY) return format.format(Math.round(distance / DAY), 'day')
  if (size >= HOUR) return format.format(Math.trunc(distance / HOUR), 'hour')
  return format.format(Math.trunc(distance / MINUTE), 'minute')
}
