import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'

/** The way to a server that others use too: a test may close or freeze it without touching it. */
export class Passage {
  private server: Server | undefined
  private sockets = new Set<Socket>()
  private frozen = false
  private port = 0

  constructor(
    private host: string,
    private targetPort: number
  ) {}

  /** Lets through, on the port it had before when it was closed. */
  async open(): Promise<number> {
    this.server = createServer((near) => this.pass(near)).listen(this.port, '127.0.0.1')
    await once(this.server, 'listening')
    this.port = (this.server.address() as AddressInfo).port
    return this.port
  }

  /** As a server that has ended: connections are cut, new ones refused. */
  async close(): Promise<void> {
    const { server } = this
    this.server = undefined
    for (const socket of this.sockets) socket.destroy()
    if (server) await new Promise((resolve) => server.close(resolve))
  }

  /** As a server that hangs: connections stay, new ones are taken, nothing passes. */
  freeze(): void {
    this.frozen = true
    for (const socket of this.sockets) socket.pause()
  }

  thaw(): void {
    this.frozen = false
    for (const socket of this.sockets) socket.resume()
  }

  private pass(near: Socket) {
    const far = connect(this.targetPort, this.host)
    for (const [from, to] of [
      [near, far],
      [far, near],
    ]) {
      this.sockets.add(from)
      from.on('data', (data) => to.write(data))
      from.on('error', () => {})
      from.on('close', () => {
        this.sockets.delete(from)
        to.destroy()
      })
      if (this.frozen) from.pause()
    }
  }
}
