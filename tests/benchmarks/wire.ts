import { connect, type Socket } from 'node:net'

/** One call, ready to be written. */
export function written(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body = ''
): Buffer {
  const all = {
    host: '127.0.0.1',
    ...headers,
    ...(method === 'GET' ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`)
}

const END_OF_HEAD = '\r\n\r\n'

/**
 * A kept-alive connection that has one call under way at a time. It reads no more of HTTP/1.1
 * than a benchmark needs: on two cores what the client spends is missing to the server.
 */
export class Wire {
  #socket: Socket
  #expected: Buffer
  #received: Buffer | undefined
  #done: ((fault: string | undefined) => void) | undefined

  private constructor(socket: Socket, expected: string) {
    this.#socket = socket
    this.#expected = Buffer.from(expected)
    socket.on('data', (chunk: Buffer) => this.#read(chunk))
    socket.on('error', (error) => this.#settle(error.message))
    socket.on('close', () => this.#settle('the server closed the connection'))
  }

  /** @param expected what every right answer contains, besides its status 200 */
  static open(port: number, expected: string): Promise<Wire> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => {
        socket.off('error', reject)
        resolve(new Wire(socket, expected))
      })
      socket.once('error', reject)
    })
  }

  /** `done` is told what was wrong with the answer, undefined when nothing was. */
  send(call: Buffer, done: (fault: string | undefined) => void): void {
    this.#done = done
    if (this.#socket.destroyed) this.#settle('the connection is closed')
    else this.#socket.write(call)
  }

  close(): void {
    this.#done = undefined
    this.#socket.destroy()
  }

  #read(chunk: Buffer): void {
    const received = this.#received ? Buffer.concat([this.#received, chunk]) : chunk
    this.#received = received
    const end = received.indexOf(END_OF_HEAD)
    if (end === -1) return
    const head = received.toString('latin1', 0, end)
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
    if (length === undefined) return this.#settle(`no content-length in: ${head.slice(0, 200)}`)
    if (received.length < end + END_OF_HEAD.length + Number(length)) return
    this.#received = undefined
    if (head.startsWith('HTTP/1.1 200') && received.includes(this.#expected)) this.#settle()
    else this.#settle(received.toString('utf8', 0, 600))
  }

  #settle(fault?: string): void {
    const done = this.#done
    this.#done = undefined
    done?.(fault)
  }
}
