import { randomUUID } from 'node:crypto'
import mail from '@adonisjs/mail/services/main'
import { eventually } from './queues.js'

/** A mail as the receiving side has it. */
export interface ReceivedMail {
  subject: string
  text: string
  html: string
  messageId: string
  to: string[]
  headers: Record<string, string>
}

interface MaildevMail {
  subject: string
  text: string
  html: string
  messageId: string
  to: { address: string }[]
  headers: Record<string, string>
}

const url = (path: string) => new URL(path, process.env.MAIL_INBOX_URL)

const everything = async () => (await (await fetch(url('/email'))).json()) as MaildevMail[]

/** Nobody's: it takes the mails that tell when all before them are shown. */
const MARKER = 'marque@boite.test'

/** The server that takes the tests' mails, over real SMTP. */
export const mailbox = {
  async empty(): Promise<void> {
    await fetch(url('/email/all'), { method: 'DELETE' })
  },

  /** Waits for as many mails, oldest first; fails when there are more. */
  async receives(count: number, address?: string): Promise<ReceivedMail[]> {
    await eventually(
      `${count} mails in the box`,
      async () => received(await everything(), address).length >= count
    )
    const mails = await this.mails(address)
    if (mails.length > count) {
      throw new Error(`${mails.length} mails in the box instead of ${count}`)
    }
    return mails
  },

  /**
   * Every mail that was taken since the last emptying, oldest first; those to one address when it
   * is given. The server shows a mail a moment after it has taken it: once it shows one that was
   * sent now, it shows all that were sent before.
   */
  async mails(address?: string): Promise<ReceivedMail[]> {
    const marker = randomUUID()
    await mail.send((message) => void message.to(MARKER).subject(marker).text(marker))
    let mails: MaildevMail[] = []
    await eventually('the box shows what it took', async () => {
      mails = await everything()
      return mails.some(({ subject }) => subject === marker)
    })
    return received(mails, address)
  },
}

function received(mails: readonly MaildevMail[], address?: string): ReceivedMail[] {
  return mails
    .map(({ to, ...one }) => ({ ...one, to: to.map((recipient) => recipient.address) }))
    .filter(({ to }) => (address === undefined ? !to.includes(MARKER) : to.includes(address)))
}
