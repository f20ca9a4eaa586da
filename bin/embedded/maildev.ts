import { mkdir } from 'node:fs/promises'
import { start, type Child } from './child.js'
import { script } from './paths.js'
import { freePort } from './ports.js'

/** A mailbox on the loopback interface. */
export interface Inbox {
  child: Child
  /** What SMTP_HOST and its companions must say. */
  environment: Record<'SMTP_HOST' | 'SMTP_PORT' | 'SMTP_SECURE' | 'MAIL_INBOX_URL', string>
}

/**
 * Starts maildev: every mail it takes is shown at `MAIL_INBOX_URL` (its REST API is there too,
 * `/email`) and kept in `directory`. The usual ports 1025 and 1080 unless they are taken or
 * `anyPort` is asked for.
 */
export async function startInbox(directory: string, log: string, anyPort = false): Promise<Inbox> {
  // Links that open an account are in there.
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const smtp = await freePort(anyPort ? undefined : 1025)
  const web = await freePort(anyPort ? undefined : 1080)
  const child = start({
    name: 'The mailbox (maildev)',
    log,
    args: [script('bin/embedded/mail_server'), JSON.stringify({ smtp, web, directory })],
    follows: true,
  })
  return {
    child,
    environment: {
      SMTP_HOST: '127.0.0.1',
      SMTP_PORT: String(smtp),
      SMTP_SECURE: 'false',
      MAIL_INBOX_URL: `http://localhost:${web}`,
    },
  }
}
