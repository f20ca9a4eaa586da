import type { I18n } from '@adonisjs/i18n'
import { appName, timeZone } from '#config/app'
import { latestEvents, readEvents, type HistoryRow } from '#shared/audit/history'
import { FORMATS, momentIn } from '#shared/views/dates'
import type { CsvSource } from './csv_portions.js'
import { readHistory } from './show_history.js'
import { withOrganisationNames } from './with_organisation_names.js'

/** The journal as the page shows it, for a file. What happens while it is written is not in it. */
export async function exportHistory(
  managed: readonly number[],
  query: Record<string, unknown>,
  i18n: I18n
): Promise<CsvSource<HistoryRow & { organisationName: string }>> {
  const { filter, listing } = await readHistory(managed, query)
  const [latest] = await latestEvents(managed, 1)
  const until = latest?.id ?? 0
  return {
    head: [
      `${i18n.t('history.columns.date')} (${timeZone})`,
      i18n.t('history.columns.requester'),
      i18n.t('sheet.columns.name'),
      i18n.t('history.columns.comments'),
    ],
    read: async (stretch) =>
      withOrganisationNames(await readEvents({ ...filter, until }, listing.direction, stretch)),
    fields: (event) => [
      momentIn(timeZone, event.occurredAt).toFormat(FORMATS.second),
      event.requesterKind === 'system' ? appName : event.requester,
      event.organisationName,
      i18n.t(`history.actions.${event.action}`, event.details as Record<string, string>),
    ],
  }
}
