import edge from 'edge.js'
import { appName, timeZone } from '#config/app'
import { passwordDays } from '#config/technical_accounts'
import { formatIdentifier, identifierGroups, type IdentifierType } from '#organisation'
import { FORMATS, momentIn, relativeTo, zoneWords, type Moment } from '#shared/views/dates'
import { identifierMarkup } from '#shared/views/identifier_markup'
import { queryString } from '#shared/views/query_string'

edge.global('appName', appName)
edge.global('shownZone', (locale: string) => zoneWords(timeZone, locale))
edge.global('technicalPasswordDays', passwordDays)
edge.global('isoDate', (value: Moment) => momentIn('utc', value).toISO())
edge.global('formatDate', (value: Moment) => momentIn(timeZone, value).toFormat(FORMATS.day))
edge.global('formatDateTime', (value: Moment) => momentIn(timeZone, value).toFormat(FORMATS.minute))
edge.global('formatDateTimeSeconds', (value: Moment) =>
  momentIn(timeZone, value).toFormat(FORMATS.second)
)
edge.global('inDays', (value: Moment, locale: string) =>
  relativeTo(new Date(), momentIn(timeZone, value).toJSDate(), locale)
)
edge.global('formatIdentifier', formatIdentifier)
edge.global('showIdentifier', (type: IdentifierType, identifier: string) =>
  identifierMarkup(identifierGroups(type, identifier))
)
edge.global('queryString', queryString)
