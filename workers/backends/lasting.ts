/** What is there to be made again: BullMQ's queue. */
interface Mortal {
  waitUntilReady(): Promise<unknown>
  close(): Promise<void>
}

/**
 * Holds a queue that may be made while its store is away. BullMQ looks at its store once, when a
 * queue is made, and one that did not find it refuses every call for ever: such a one is replaced,
 * so that the next call finds the store when it is back.
 */
export class Lasting<Queue extends Mortal> {
  private queue: Queue
  private closed = false

  constructor(private make: () => Queue) {
    this.queue = make()
  }

  /** Calls the queue once it has seen its store. Throws what kept it from that. */
  async use<T>(call: (queue: Queue) => Promise<T>): Promise<T> {
    const { queue } = this
    try {
      await queue.waitUntilReady()
    } catch (error) {
      if (this.queue === queue && !this.closed) {
        this.queue = this.make()
        void queue.close().catch(() => {})
      }
      throw error
    }
    return call(queue)
  }

  async close(): Promise<void> {
    this.closed = true
    await this.queue.close()
  }
}
