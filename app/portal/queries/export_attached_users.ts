import type { I18n } from '@adonisjs/i18n'
import { timeZone } from '#config/app'
import { readAttachedUsers, type AttachedUser, type AttachedUserSort } from '#habilitations'
import type { CsvValue } from '#shared/csv'
import { FORMATS, momentIn } from '#shared/views/dates'
import type { CsvSource } from './csv_portions.js'
import type { UserListing } from './read_user_listing.js'

/** The zone is said once, in the head: the fields stay dates that a spreadsheet reads. */
const DATES: readonly AttachedUserSort[] = ['reactivated_at', 'last_login_at']

/** The attached people as the page shows them, for a file. */
export function exportAttachedUsers(
  { where, listing, columns }: UserListing,
  i18n: I18n
): CsvSource<AttachedUser> {
  const fields = fieldsIn(i18n)
  return {
    head: columns.map((column) => {
      const label = i18n.t(`sheet.users.columns.${column}`)
      return DATES.includes(column) ? `${label} (${timeZone})` : label
    }),
    read: (stretch) => readAttachedUsers(where, listing, stretch),
    fields: (user) => columns.map((column) => fields[column](user)),
  }
}

function fieldsIn(i18n: I18n): Record<AttachedUserSort, (user: AttachedUser) => CsvValue> {
  const moment = (at: Date | null) => at && momentIn(timeZone, at).toFormat(FORMATS.minute)
  return {
    last_name: (user) => user.lastName,
    first_name: (user) => user.firstName,
    contact_email: (user) => user.contactEmail,
    role: (user) => i18n.t(`sheet.roles.${user.role}`),
    status: (user) => i18n.t(`sheet.attachment_statuses.${user.status}`),
    reactivated_at: (user) => moment(user.reactivatedAt),
    last_login_at: (user) => moment(user.lastLoginAt),
  }
}
