import { createRequire } from 'node:module'

/*
 * A mailbox for demonstrations and tests: takes every mail on SMTP and shows it on a web page.
 *
 * maildev 2.2's own listen() ends in a ReferenceError ("host is not defined", lib/mailserver.js),
 * so the SMTP server it made is told to listen directly.
 */
interface MailServer {
  smtp: { listen(port: number, host: string): void }
}
type MailDev = new (options: Record<string, unknown>) => MailServer

const maildev: MailDev = createRequire(import.meta.url)('maildev')
const { smtp, web, directory } = JSON.parse(process.argv[2] ?? '{}')
const host = '127.0.0.1'

// It reads and removes its folder without waiting for itself, and throws at a file that is gone.
process.on('uncaughtException', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'ENOENT') throw error
})

new maildev({
  smtp,
  ip: host,
  web,
  webIp: host,
  mailDirectory: directory,
  silent: true,
}).smtp.listen(smtp, host)
