import ical, { ICalAlarmType, ICalCalendarMethod, ICalEventTransparency } from 'ical-generator'

const DAY_SECONDS = 24 * 60 * 60

/** Days before the end on which a calendar rings: those of the reminders that leave time to act. */
const ALARM_DAYS = [15, 7, 1]

export interface CalendarOfExpiry {
  accountId: number
  /** Of the password, from 1: a calendar that has an older one's end replaces it. */
  version: number
  createdAt: Date
  expiresAt: Date
  /** The page on which the password is reset. */
  url: string
  /** Where the account lives, for an id that is unique in the world. */
  host: string
  summary: string
  description: string
}

/** The end of a password as an iCalendar file (RFC 5545): one instant, in UTC, with its alarms. */
export function expiryCalendar(expiry: CalendarOfExpiry): string {
  const { accountId, version, createdAt, expiresAt, url, host, summary, description } = expiry
  const calendar = ical({
    method: ICalCalendarMethod.PUBLISH,
    prodId: { company: 'Habilis', product: 'Technical accounts' },
  })
  calendar.createEvent({
    id: `technical-account-${accountId}@${host}`,
    sequence: version - 1,
    stamp: createdAt,
    start: expiresAt,
    end: expiresAt,
    transparency: ICalEventTransparency.TRANSPARENT,
    summary,
    description,
    url,
    alarms: ALARM_DAYS.map((days) => ({
      type: ICalAlarmType.display,
      triggerBefore: days * DAY_SECONDS,
      description: summary,
    })),
  })
  return calendar.toString()
}
