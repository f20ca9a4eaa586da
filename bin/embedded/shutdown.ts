/** What to undo when the program ends, last done first; once, whoever asks and however often. */
export class Shutdown {
  #closers: (() => Promise<unknown> | void)[] = []
  #closing: Promise<void> | undefined
  #onError: (error: unknown) => void

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError
  }

  get started(): boolean {
    return this.#closing !== undefined
  }

  /** Registers how to undo something that has just been done; at once when it is too late. */
  async add(close: () => Promise<unknown> | void): Promise<void> {
    if (this.#closing) await close()
    else this.#closers.push(close)
  }

  /** Undoes everything; the second caller waits for the first one's end. */
  run(): Promise<void> {
    this.#closing ??= this.#undo()
    return this.#closing
  }

  async #undo(): Promise<void> {
    for (const close of this.#closers.reverse()) {
      try {
        await close()
      } catch (error) {
        this.#onError(error)
      }
    }
  }
}

/**
 * Calls `stop` on the first of the signals that end a program. Later ones change nothing: npm
 * passes on the Ctrl-C that the terminal has sent already, and what is being stopped must not be
 * left behind. A terminal that has gone away must not end the stopping either.
 */
export function onStopSignal(stop: () => void): void {
  let first = true
  const once = () => {
    if (first) stop()
    first = false
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, once)
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)

  // npm starts a shell that starts this process, and a SIGTERM for npm reaches only the shell.
  const parent = process.ppid
  if (!process.env.npm_lifecycle_event || parent === 1) return
  setInterval(() => {
    if (process.ppid !== parent) once()
  }, 500).unref()
}
