/** More work is asked for than can wait: try again. Read by the exception handler as a 503. */
export class Overloaded extends Error {
  override name = 'Overloaded'
  readonly status = 503
  readonly code = 'E_OVERLOADED'
  readonly retryAfter = 2
}

/** Lets a few through, a few more wait in line, and turns the others away at once. */
export class Semaphore {
  #running = 0
  #waiting: (() => void)[] = []

  /**
   * @param slots how many run at the same time
   * @param places how many may wait
   */
  constructor(
    private slots: number,
    private places: number
  ) {}

  /** @throws Overloaded when every place is taken */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running < this.slots) this.#running++
    else if (this.#waiting.length < this.places) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    } else throw new Overloaded('Too many passwords are being checked')
    try {
      return await work()
    } finally {
      // A slot is handed over rather than freed: nobody can overtake the line.
      const next = this.#waiting.shift()
      if (next) next()
      else this.#running--
    }
  }
}
