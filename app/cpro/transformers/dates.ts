import { DateTime } from 'luxon'
import { timeZone } from '#config/app'

/** RFC 3339 with the offset of the installation's time zone. */
export function instant(date: Date): string
export function instant(date: Date | null): string | null
export function instant(date: Date | null): string | null {
  return date && DateTime.fromJSDate(date, { zone: timeZone }).toISO()
}

/** "YYYY-MM-DD HH:mm", in the same zone. */
export function jourEtHeure(date: Date | null): string | null {
  return date && DateTime.fromJSDate(date, { zone: timeZone }).toFormat('yyyy-MM-dd HH:mm')
}
