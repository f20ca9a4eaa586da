import type { Socket } from 'node:net'

/** The parts of the driver's client that are used here; its types leave them out. */
interface Client {
  readyForQuery: boolean
  connection: { stream: Socket }
}

/**
 * A pool's `afterCreate` that closes a connection on which an answer has been due for so long
 * that the server must be frozen or out of reach. The server's own limits can't help then: they
 * are kept by the server. Closed rather than left to the next query, because nobody knows in what
 * transaction it is.
 *
 * @param milliseconds longer than the server lets a statement run
 */
export function closeWhenSilent(milliseconds: number) {
  return (client: Client, done: (error: Error | null, client: Client) => void) => {
    const { stream } = client.connection
    stream.setTimeout(milliseconds)
    stream.on('timeout', () => {
      if (client.readyForQuery) return
      const silence = new Error('The database does not answer')
      stream.destroy(Object.assign(silence, { code: 'ETIMEDOUT' }))
    })
    done(null, client)
  }
}
