import type { I18n } from '@adonisjs/i18n'
import { timeZone } from '#config/app'
import { readOrganisations, type OrganisationSummary } from '#organisation'
import type { Caller } from '#shared/access/caller'
import { FORMATS, momentIn } from '#shared/views/dates'
import type { CsvSource } from './csv_portions.js'
import { readOwnOrganisations } from './show_manager_activities.js'

/** "Mes structures" as the page shows them, for a file. */
export function exportOwnOrganisations(
  caller: Caller,
  query: Record<string, unknown>,
  i18n: I18n
): CsvSource<OrganisationSummary> {
  const listing = readOwnOrganisations(query)
  const t = (key: string) => i18n.t(`sheet.columns.${key}`)
  return {
    head: [t('identifier'), t('name'), `${t('created_at')} (${timeZone})`, t('description')],
    read: (stretch) => readOrganisations(caller.organisationIds, listing, stretch),
    fields: ({ identifier, name, createdAt, description }) => [
      identifier,
      name,
      momentIn(timeZone, createdAt).toFormat(FORMATS.day),
      description,
    ],
  }
}
