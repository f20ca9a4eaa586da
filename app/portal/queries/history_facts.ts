import type { I18n } from '@adonisjs/i18n'
import { timeZone } from '#config/app'
import { FORMATS, momentIn } from '#shared/views/dates'

type Told = (value: unknown, i18n: I18n) => string

const text: Told = (value) => String(value)
const list: Told = (value) => (value as string[]).join(', ')
const instant: Told = (value) => momentIn(timeZone, String(value)).toFormat(FORMATS.second)
const message =
  (key: string): Told =>
  (value, i18n) =>
    i18n.t(`${key}.${value}`)

/** What the journal notes beside what its sentence names, in the order in which it is shown. */
const FACTS: Record<string, Told> = {
  label: text,
  notificationAddresses: list,
  overlap: message('technical_accounts.reset.choices'),
  overlapEndsAt: instant,
  plannedEnd: instant,
  stage: (stage, i18n) => i18n.t('history.stage', { stage: String(stage) }),
  expiresAt: instant,
  failures: text,
  format: message('history.formats'),
  search: text,
  right: message('errors.rights'),
  identifier: text,
}

/** The details of an event as a person reads them; what is not known or not given is left out. */
export function historyFacts(
  details: Record<string, unknown>,
  i18n: I18n
): { label: string; value: string }[] {
  return Object.entries(FACTS)
    .filter(([name]) => isGiven(details[name]))
    .map(([name, told]) => ({
      label: i18n.t(`history.facts.${name}`),
      value: told(details[name], i18n),
    }))
}

function isGiven(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null
}
