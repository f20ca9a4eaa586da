import type { I18n } from '@adonisjs/i18n'
import { appName, appUrl, timeZone } from '#config/app'
import { formatIdentifier, type IdentifierType } from '#organisation'
import { FORMATS, momentIn } from '#shared/views/dates'

/** What a credential's PDF and its text twin say. `password` is in clear. */
export interface CredentialSheet {
  login: string
  label: string | null
  password: string
  expiresAt: Date
  organisation: { name: string; identifierType: IdentifierType; identifier: string }
}

/** The sheet in its reader's language, line by line, whatever it is written on. */
export interface CredentialSheetText {
  title: string
  facts: { label: string; value: string; literal: boolean }[]
  warning: string
  firstCall: { title: string; hint: string; command: string }
  footer: string
}

export function writeCredentialSheet(sheet: CredentialSheet, i18n: I18n): CredentialSheetText {
  const t = (key: string, data?: Record<string, string>) =>
    i18n.t(`technical_accounts_sheet.${key}`, data)
  const { login, label, password, organisation } = sheet
  const identifier = formatIdentifier(organisation.identifierType, organisation.identifier)
  const variable = t('variable')
  return {
    title: t('title'),
    facts: [
      {
        label: t('organisation'),
        value: `${identifier} ${organisation.name}`,
        literal: false,
      },
      { label: t('login'), value: login, literal: true },
      ...(label ? [{ label: t('label'), value: label, literal: false }] : []),
      { label: t('password'), value: password, literal: true },
      {
        label: t('expires'),
        value: `${momentIn(timeZone, sheet.expiresAt).toFormat(FORMATS.second)} (${timeZone})`,
        literal: false,
      },
    ],
    warning: t('warning'),
    firstCall: {
      title: t('first_call'),
      hint: t('first_call_hint'),
      command: [
        `read -rs ${variable}`,
        `printf %s "$${variable}" | curl -sS ${appUrl}/api/oauth/token \\`,
        '  -d grant_type=client_credentials \\',
        `  --data-urlencode client_id=${login} \\`,
        '  --data-urlencode client_secret@-',
      ].join('\n'),
    },
    footer: t('footer', { app: appName, url: appUrl }),
  }
}

/** The text twin: what a screen reader or a password manager's import can read. CRLF, as Windows expects. */
export function asPlainText({ title, facts, warning, firstCall, footer }: CredentialSheetText) {
  return [
    title,
    '='.repeat(title.length),
    '',
    ...facts.flatMap(({ label, value }) => [label, value, '']),
    warning,
    '',
    firstCall.title,
    '-'.repeat(firstCall.title.length),
    firstCall.hint,
    '',
    firstCall.command,
    '',
    footer,
    '',
  ]
    .join('\n')
    .replaceAll('\n', '\r\n')
}
