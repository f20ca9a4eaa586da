import edge from 'edge.js'
import { createHash } from 'node:crypto'
import mail from '@adonisjs/mail/services/main'
import i18nManager from '@adonisjs/i18n/services/main'
import { appUrl } from '#config/app'

export interface Mail {
  /** One address. */
  to: string
  locale: string
  /**
   * `mails/<module>/<name>`: resources/views has `<template>_html.edge` and `<template>_text.edge`,
   * resources/lang has `mails.<module>.<name>.subject`.
   */
  template: string
  /** What subject and templates name; they also have `t`, `i18n`, `locale`, `appName`, `appUrl`. */
  data: Record<string, unknown>
  /** The same at every try that sends the same words: the `outboxId` of the job's context. */
  messageKey: string
}

/**
 * The whole conversation, in milliseconds: shorter than PostgreSQL lets the job's transaction sit
 * idle (config/database.ts). Each pause has its own limit (config/mail.ts), which a server that
 * keeps talking without coming to an end never reaches.
 */
const DEADLINE = 20_000

/** The server did not come to an end in time; whether it has taken the mail nobody knows. */
export class MailTimeout extends Error {
  override name = 'MailTimeout'
}

/** Something in a mail is not fit to be sent; trying again would not help. */
export class InvalidMail extends Error {
  override name = 'InvalidMail'
}

/**
 * Renders a mail in its reader's language and hands it to the SMTP server. A second try has the
 * same Message-ID, by which the receiving side can tell a repetition from a second mail.
 *
 * Call it from a job's handler only: it waits for the network.
 *
 * @throws {@link InvalidMail}, {@link MailTimeout}, or the SMTP server's refusal
 */
export async function sendMail({ to, locale, template, data, messageKey }: Mail): Promise<void> {
  if (!isOneAddress(to)) throw new InvalidMail('The recipient is not one mail address')
  const i18n = i18nManager.locale(locale)
  const subjectKey = `${template.replaceAll('/', '.')}.subject`
  if (!i18n.hasMessage(subjectKey)) throw new InvalidMail(`No translation "${subjectKey}"`)
  const subject = oneLine(i18n.t(subjectKey, data))

  const view = edge.createRenderer()
  view.share({ i18n, t: i18n.t.bind(i18n), locale, appUrl, subject })
  const html = await view.render(`${template}_html`, data)
  const text = await view.render(`${template}_text`, data)

  const sent = mail.send((message) => {
    message
      .to(to)
      .subject(subject)
      .messageId(messageIdOf(messageKey, template, to))
      .header('Auto-Submitted', 'auto-generated')
      .header('Content-Language', locale)
      .html(html)
      .text(text.trimStart())
  })
  await inTime(sent)
}

async function inTime(sent: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new MailTimeout('The mail server does not come to an end')),
      DEADLINE
    )
  })
  try {
    await Promise.race([sent, late])
  } finally {
    clearTimeout(timer)
    // It may still fail, when nobody waits for it any more.
    sent.catch(() => {})
  }
}

/** One job may send the same template to several people: each gets an id of its own. */
export function messageIdOf(messageKey: string, template: string, to: string): string {
  const digest = createHash('sha256').update(`${messageKey}\n${template}\n${to}`).digest('hex')
  return `<${digest.slice(0, 32)}@${new URL(appUrl).hostname}>`
}

/** Headers end at a line's end: none passes into one, nor any other control character. */
// eslint-disable-next-line no-control-regex -- control characters are what this is about
const oneLine = (value: string) => value.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ').trim()

/** One bare address, without anything that a mail library could read as a second one. */
const isOneAddress = (value: string) =>
  value.length <= 254 && /^[^\s<>()[\]\\,;:"@]+@[^\s<>()[\]\\,;:"@]+$/.test(value)
