import type { I18n } from '@adonisjs/i18n'
import { timeZone } from '#config/app'
import { ATTACHED_USER_SORTS, readAttachedUsers, type AttachedUser } from '#habilitations'
import { CSV_BOM, csvRow } from '#shared/csv'
import { tenancy, type Scope } from '#shared/tenancy/main'
import { FORMATS, momentIn } from '#shared/views/dates'
import type { readUserListing } from './show_organisation_sheet.js'

const PORTION = 1000

/**
 * The attached people as CSV, portion by portion: memory stays flat whatever the length, and
 * each portion is read in a short scope of its own, since the request's has ended by then.
 */
export async function* exportAttachedUsers(
  scope: Scope,
  organisationId: number,
  listing: ReturnType<typeof readUserListing>,
  i18n: I18n
): AsyncGenerator<string> {
  yield (
    CSV_BOM + csvRow(ATTACHED_USER_SORTS.map((column) => i18n.t(`sheet.users.columns.${column}`)))
  )
  for (let offset = 0; ; offset += PORTION) {
    const users = await tenancy.reopen(scope, () =>
      readAttachedUsers(organisationId, listing, { offset, limit: PORTION })
    )
    yield users.map((user) => line(user, i18n)).join('')
    if (users.length < PORTION) return
  }
}

function line(user: AttachedUser, i18n: I18n): string {
  const moment = (at: Date | null) => at && momentIn(timeZone, at).toFormat(FORMATS.minute)
  return csvRow([
    user.lastName,
    user.firstName,
    user.contactEmail,
    i18n.t(`sheet.roles.${user.role}`),
    i18n.t(`sheet.attachment_statuses.${user.status}`),
    moment(user.reactivatedAt),
    moment(user.lastLoginAt),
  ])
}
