/** How much is done: everything is bounded, in time or in number. */
export interface Scale {
  /** Times that each contender is measured, in turn with the others. */
  rounds: number
  /** Seconds of one measurement. */
  seconds: number
  /** Seconds of calls that don't count, before the first and before each measurement. */
  warmUp: { first: number; each: number }
  /** Calls under way at a time, where as many are made as are answered. */
  connections: number
  /** Accounts over which the expiry check runs, and how many of them are due. */
  accounts: number
  due: number
  pdfs: number
  /** People attached to the organisation whose sheet is asked for. */
  attached: number
}

export const FULL: Scale = {
  rounds: 3,
  seconds: 4,
  warmUp: { first: 4, each: 0.5 },
  connections: 64,
  accounts: 1_000_000,
  due: 10_000,
  pdfs: 1_000,
  attached: 10_000,
}

/** About a minute, to see that everything works; its figures are noise. */
export const QUICK: Scale = {
  ...FULL,
  seconds: 1,
  warmUp: { first: 1, each: 0.2 },
  accounts: 50_000,
  due: 500,
  pdfs: 100,
  attached: 10_000,
}
