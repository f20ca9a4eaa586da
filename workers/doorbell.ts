import pg from 'pg'

/** A lost connection is made again, at most this often. */
const RECONNECT = 5_000

/**
 * Waits for a PostgreSQL notification, or for time to pass: the notification only makes things
 * quicker, so a connection that can't be had changes nothing else.
 */
export class Doorbell {
  private client: pg.Client | undefined
  private connecting: Promise<void> | undefined
  private lastTry = 0
  private rung = false
  private closed = false
  private wake: (() => void) | undefined

  constructor(
    private url: string,
    private channel: string
  ) {}

  /** Until it rings, or rang since the last wait, or `ms` have passed. */
  async wait(ms: number): Promise<void> {
    await this.listen()
    if (!this.rung && !this.closed) await this.pause(ms)
    this.rung = false
  }

  /** The whole time, whoever rings; only closing ends it early. */
  async waitOut(ms: number): Promise<void> {
    const end = Date.now() + ms
    while (!this.closed && Date.now() < end) await this.pause(end - Date.now())
  }

  async close(): Promise<void> {
    this.closed = true
    this.wake?.()
    await this.connecting
    await this.client?.end().catch(() => {})
  }

  private async pause(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
    this.wake = undefined
  }

  /** Connects unless connected; waiting does so by itself. */
  async listen(): Promise<void> {
    if (this.client || this.closed || Date.now() - this.lastTry < RECONNECT) return
    this.lastTry = Date.now()
    this.connecting = this.connect().catch(() => {})
    await this.connecting
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.url,
      connectionTimeoutMillis: 1_000,
      keepAlive: true,
      application_name: 'habilis relay',
    })
    const forget = () => {
      if (this.client === client) this.client = undefined
    }
    client.on('error', forget)
    client.on('end', forget)
    client.on('notification', () => {
      this.rung = true
      this.wake?.()
    })
    await client.connect()
    await client.query(`listen ${client.escapeIdentifier(this.channel)}`)
    this.client = client
  }
}
