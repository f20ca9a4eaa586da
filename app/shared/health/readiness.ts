/** One thing without which this process should not be sent requests. */
export interface Check {
  name: string
  /** Resolves when all is well; its error is logged, never shown. */
  run: () => Promise<void>
}

export interface Examination {
  ready: boolean
  checks: Record<string, 'ok' | 'failed'>
}

/** A check that takes longer has failed. */
const DEADLINE = 2_000

/** Anybody may ask: however often they do, the checks run once in this time. */
const FRESH = 1_000

/** A balancer believes a refusal after a few of them; ours are given time for three. */
const FAREWELL_PROBES = 3
const LONGEST_FAREWELL = 30_000

/** Whether this process should be sent requests. */
export class Readiness {
  private leaving = false
  private latest: { at: number; examination: Promise<Examination> } | undefined
  private found: Examination | null = null
  private lastAsked = Number.NEGATIVE_INFINITY
  /** Between the last two askings, in milliseconds. */
  private interval = 0

  constructor(
    private checks: Check[],
    private onFault: (name: string, error: unknown) => void
  ) {}

  /** This process is about to end. */
  get isLeaving(): boolean {
    return this.leaving
  }

  /** What was found last, without looking; null before anything was. */
  get lastFound(): Examination | null {
    return this.found
  }

  /** For a balancer: how often it asks is remembered, and the end of the process is told. */
  async examine(): Promise<Examination> {
    const now = performance.now()
    if (this.leaving) return { ready: false, checks: { shutdown: 'failed' } }
    if (Number.isFinite(this.lastAsked)) this.interval = now - this.lastAsked
    this.lastAsked = now
    return this.look()
  }

  /** For people and ourselves: the same checks, and no balancer is thought to have asked. */
  look(): Promise<Examination> {
    const now = performance.now()
    if (!this.latest || now - this.latest.at > FRESH) {
      this.latest = { at: now, examination: this.runChecks() }
    }
    return this.latest.examination
  }

  /**
   * From now on not ready. Resolves at once when nobody keeps asking; else when a balancer that
   * asks as regularly as before has had time to send its requests elsewhere. The server goes on
   * answering meanwhile.
   */
  async leave(): Promise<void> {
    this.leaving = true
    const silence = performance.now() - this.lastAsked
    if (silence > FAREWELL_PROBES * this.interval) return
    const farewell = Math.min(FAREWELL_PROBES * this.interval, LONGEST_FAREWELL)
    await new Promise((resolve) => setTimeout(resolve, farewell))
  }

  private async runChecks(): Promise<Examination> {
    const results = await Promise.all(
      this.checks.map(async (check) => {
        try {
          await inTime(check.run())
          return [check.name, 'ok'] as const
        } catch (error) {
          this.onFault(check.name, error)
          return [check.name, 'failed'] as const
        }
      })
    )
    this.found = {
      ready: results.every(([, result]) => result === 'ok'),
      checks: Object.fromEntries(results),
    }
    return this.found
  }
}

async function inTime(check: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('No answer in time')), DEADLINE)
  })
  try {
    await Promise.race([check, late])
  } finally {
    clearTimeout(timer)
  }
}
