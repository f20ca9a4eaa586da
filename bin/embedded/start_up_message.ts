import { relative } from 'node:path'
import { ROOT } from './paths.js'

/** One line, or several, for the person at the terminal. */
export function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** A folder as the person at the terminal finds it: from the project when it is in there. */
export function readable(folder: string): string {
  const path = relative(ROOT, folder)
  return path.startsWith('..') ? folder : path
}

/** People of the demonstration data (`db:demo`) and what each may try. */
const PEOPLE = [
  ['gp@demo.habilis.test', 'principal manager of two organisations'],
  ['agent@demo.habilis.test', 'plain user there'],
  ['gp@autre.habilis.test', 'principal manager of a third one, a stranger to them'],
  ['operateur@demo.habilis.test', 'operator'],
]

/** Password of all of them: no secret, they exist where nothing real does. */
const PASSWORD = 'demonstration habilis 2026'

/** What `npm start` says when everything answers: where to go, as whom, how to stop. */
export async function startUpMessage({
  seconds,
  logs,
}: {
  seconds: number
  logs: string
}): Promise<string> {
  const { APP_URL, MAIL_INBOX_URL, DEMONSTRATION, SMTP_HOST, SMTP_PORT } = process.env
  const lines = [
    '',
    `Habilis is ready (${seconds.toFixed(1)} s).`,
    '',
    `  Portal   ${APP_URL}`,
    `  API      ${APP_URL}/cpro   (tokens: ${APP_URL}/api/oauth/token)`,
    `  Mails    ${MAIL_INBOX_URL ?? `sent through ${SMTP_HOST}:${SMTP_PORT}`}`,
  ]
  if (DEMONSTRATION === 'true' || DEMONSTRATION === '1') {
    const width = Math.max(...PEOPLE.map(([login]) => login.length))
    lines.push(
      '',
      `  Demonstration logins, password "${PASSWORD}":`,
      ...PEOPLE.map(([login, role]) => `    ${login.padEnd(width)}  ${role}`)
    )
  }
  lines.push('', `  Logs in ${readable(logs)}. Ctrl-C stops everything.`, '')
  return lines.join('\n')
}
