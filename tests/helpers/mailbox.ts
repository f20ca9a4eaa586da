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

/** The server that takes the tests' mails, over real SMTP. */
export const mailbox = {
  async empty(): Promise<void> {
    await fetch(url('/email/all'), { method: 'DELETE' })
  },

  /**
   * Waits for as many mails (the server shows one a moment after it has taken it), oldest first;
   * fails when there are more.
   */
  async receives(count: number, address?: string): Promise<ReceivedMail[]> {
    await eventually(
      `${count} mails in the box`,
      async () => (await this.mails(address)).length >= count
    )
    const mails = await this.mails(address)
    if (mails.length > count) {
      throw new Error(`${mails.length} mails in the box instead of ${count}`)
    }
    return mails
  },

  /** Every mail since the last emptying, oldest first; those to one address when it is given. */
  async mails(address?: string): Promise<ReceivedMail[]> {
    const answer = await fetch(url('/email'))
    const mails = (await answer.json()) as MaildevMail[]
    return mails
      .map(({ to, ...mail }) => ({ ...mail, to: to.map((recipient) => recipient.address) }))
      .filter((mail) => address === undefined || mail.to.includes(address))
  },
}
