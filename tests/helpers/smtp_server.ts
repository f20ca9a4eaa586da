import { once } from 'node:events'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'

/** How the server behaves towards who wants to send. */
export type Mood =
  | 'well'
  /** 451 to each recipient. */
  | 'later'
  /** Takes the connection and says nothing. */
  | 'silent'
  /** Answers EHLO with a list that never ends. */
  | 'endless'

/** A mail server of a test's own, that can be ill in every way. */
export class SmtpServer {
  mood: Mood = 'well'
  /** Recipients that are refused for good while others are not. */
  unknown = new Set<string>()
  /** Recipients of the mails it has taken, with their Message-ID. */
  taken: { to: string; messageId: string }[] = []
  /** How often somebody tried. */
  connections = 0
  private sockets = new Set<Socket>()
  private server: Server | undefined
  private port = 0

  /** Listens, on the port it had before when it was closed. */
  async open(): Promise<number> {
    this.server = createServer((socket) => this.serve(socket)).listen(this.port, '127.0.0.1')
    await once(this.server, 'listening')
    this.port = (this.server.address() as AddressInfo).port
    return this.port
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy()
    const { server } = this
    this.server = undefined
    if (server) await new Promise((resolve) => server.close(resolve))
  }

  private serve(socket: Socket) {
    this.connections++
    this.sockets.add(socket)
    socket.on('close', () => this.sockets.delete(socket))
    socket.on('error', () => {})
    if (this.mood === 'silent') return
    const say = (line: string) => socket.write(`${line}\r\n`)
    let to = ''
    let content: string | undefined
    let rest = ''
    say('220 test ESMTP')
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\r\n')
      rest = lines.pop()!
      for (const line of lines) {
        if (content !== undefined) {
          if (line === '.') {
            const messageId = /^Message-ID: *(?:\r\n )?(\S+)/im.exec(content)?.[1] ?? ''
            this.taken.push({ to, messageId })
            content = undefined
            say('250 taken')
          } else content += `${line}\r\n`
        } else if (/^(EHLO|HELO)/i.test(line)) this.greet(socket, say)
        else if (/^RCPT/i.test(line)) {
          to = /<([^>]*)>/.exec(line)?.[1] ?? ''
          say(this.answerTo(to))
        } else if (/^DATA/i.test(line)) {
          content = ''
          say('354 go on')
        } else if (/^QUIT/i.test(line)) {
          say('221 bye')
          socket.end()
        } else say('250 ok')
      }
    })
  }

  private greet(socket: Socket, say: (line: string) => void) {
    if (this.mood !== 'endless') return say('250 test')
    const timer = setInterval(() => say('250-X'), 200)
    socket.on('close', () => clearInterval(timer))
  }

  private answerTo(address: string): string {
    if (this.mood === 'later') return '451 4.3.0 try again later'
    if (this.unknown.has(address)) return '550 5.1.1 no such user'
    return '250 ok'
  }
}
