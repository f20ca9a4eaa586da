/*
 * The lives that technical accounts may have, and what their readers must receive: a pure model,
 * written apart from the product, for tests/jobs/technical_accounts/lives.spec.ts.
 */
import fc from 'fast-check'
import { DateTime } from 'luxon'

export const ZONE = 'Europe/Paris'
const HOUR = 3_600_000
const STAGES = [
  ['30', 30],
  ['15', 15],
  ['7', 7],
  ['3', 3],
  ['1', 1],
  ['expired', 0],
] as const

/** One thing that happens. Days are those of the wall clock, of 23, 24 or 25 hours. */
export type Happening =
  /** Workers run: a check a day, by one or several schedulers, and the mails leave. */
  | { kind: 'days'; days: number; schedulers: number }
  /** Checks run but no mail leaves until the next 'days'. */
  | { kind: 'mails_down'; days: number }
  /** Nothing runs. */
  | { kind: 'down'; days: number }
  | { kind: 'reset'; account: number; overlap: 'none' | '1h' | '24h' | '7d' }
  | { kind: 'status'; account: number; status: 'active' | 'suspended' | 'deleted' }
  /** Which of three people manages; null for none. */
  | { kind: 'manager'; manager: number | null }
  | { kind: 'address'; manager: number }

const account = fc.nat({ max: 1 })
const days = fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 45 }))

const anything = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant('days' as const),
        days,
        schedulers: fc.integer({ min: 1, max: 3 }),
      }),
    },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('mails_down' as const), days }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('down' as const), days }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('reset' as const),
        account,
        overlap: fc.constantFrom('none', '1h', '24h', '7d'),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('status' as const),
        account,
        status: fc.constantFrom('active', 'suspended', 'active', 'deleted'),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('manager' as const),
        manager: fc.option(fc.nat({ max: 2 })),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('address' as const), manager: fc.nat({ max: 2 }) }),
    }
  ) as fc.Arbitrary<Happening>,
  { minLength: 4, maxLength: 14 }
)

/** Lives begin some time before a password's end: nothing is to be seen in its first two months. */
export const happenings: fc.Arbitrary<Happening[]> = fc
  .tuple(fc.integer({ min: 60, max: 100 }), anything)
  .map(([early, life]): Happening[] => [{ kind: 'down', days: early }, ...life])

/** Lives that chance seldom leads to: each leans on one rule. */
export const tellingLives: [DateTime, Happening[]][] = [
  // Workers away over several stages, then mails away over several more, through an October night.
  [
    DateTime.fromISO('2026-07-17T02:30', { zone: ZONE }),
    [
      { kind: 'down', days: 86 },
      { kind: 'days', days: 1, schedulers: 3 },
      { kind: 'mails_down', days: 12 },
      { kind: 'manager', manager: 1 },
      { kind: 'days', days: 3, schedulers: 2 },
    ],
  ],
  // Suspended over a stage, then back; the other one reset between check and mail, in March.
  [
    DateTime.fromISO('2026-12-19T02:30', { zone: ZONE }),
    [
      { kind: 'down', days: 69 },
      { kind: 'status', account: 0, status: 'suspended' },
      { kind: 'mails_down', days: 20 },
      { kind: 'reset', account: 1, overlap: '7d' },
      { kind: 'status', account: 0, status: 'active' },
      { kind: 'days', days: 12, schedulers: 1 },
    ],
  ],
  // Nobody manages; somebody does again, at another address.
  [
    DateTime.fromISO('2027-02-28T23:59', { zone: ZONE }),
    [
      { kind: 'down', days: 60 },
      { kind: 'manager', manager: null },
      { kind: 'reset', account: 0, overlap: 'none' },
      { kind: 'days', days: 26, schedulers: 2 },
      { kind: 'manager', manager: 2 },
      { kind: 'address', manager: 2 },
      { kind: 'days', days: 16, schedulers: 2 },
    ],
  ],
]

/** Starts around the nights on which the clocks change, and at any other time. */
export const start = fc
  .oneof(
    fc.constantFrom('2026-03-28T02:30', '2026-10-24T02:30', '2026-12-16T03:00', '2027-12-31T23:59'),
    fc
      .integer({ min: 0, max: 800 })
      .map((n) => DateTime.fromISO('2026-01-01T02:15').plus({ days: n }).toISO()!)
  )
  .map((text) => DateTime.fromISO(text, { zone: ZONE }))

interface Password {
  createdAt: number
  expiresAt: number
  noted: string[]
}

export interface ExpectedMail {
  account: number
  stage: string
  to: string
}

export class LivesModel {
  readonly accounts: { password: Password; status: string; integrator: string }[]
  readonly mails: ExpectedMail[] = []
  manager: number | null = 0
  readonly addresses = ['gp0-0@exemple.test', 'gp1-0@exemple.test', 'gp2-0@exemple.test']
  #moves = 0
  #waiting: { account: number; password: Password; stage: string }[] = []

  constructor(public now: DateTime) {
    this.accounts = [0, 1].map((n) => ({
      password: this.#newPassword(),
      status: 'active',
      integrator: `integrateur${n}@exemple.test`,
    }))
  }

  #newPassword(): Password {
    const createdAt = this.now.toMillis()
    return { createdAt, expiresAt: createdAt + 100 * 24 * HOUR, noted: [] }
  }

  check() {
    this.accounts.forEach(({ password, status }, n) => {
      if (status !== 'active') return
      const reached = STAGES.filter(([, before]) => {
        const instant = password.expiresAt - before * 24 * HOUR
        return instant <= this.now.toMillis() && instant > password.createdAt
      }).at(-1)
      if (!reached) return
      const rank = (name: string) => STAGES.findIndex(([stage]) => stage === name)
      if (password.noted.some((stage) => rank(stage) >= rank(reached[0]))) return
      password.noted.push(reached[0])
      this.#waiting.push({ account: n, password, stage: reached[0] })
    })
  }

  /** The mails that wait leave: of what is still true, the most urgent. */
  deliver() {
    for (const { account: n, password, stage } of this.#waiting.splice(0)) {
      const { status, integrator, password: current } = this.accounts[n]
      if (status !== 'active' || password !== current || password.noted.at(-1) !== stage) continue
      const urgent = ['3', '1', 'expired'].includes(stage)
      const readers =
        this.manager === null
          ? [integrator, 'structure@exemple.test', 'operateur@exemple.test']
          : [
              this.addresses[this.manager],
              integrator,
              ...(urgent ? ['structure@exemple.test'] : []),
            ]
      this.mails.push(...readers.map((to) => ({ account: n, stage, to })))
    }
  }

  pass(count = 1) {
    this.now = this.now.plus({ days: count })
  }

  /** Whether it happened: without a manager, or once deleted, nothing is reset. */
  reset(n: number): boolean {
    if (this.manager === null || this.accounts[n].status === 'deleted') return false
    this.accounts[n].password = this.#newPassword()
    return true
  }

  status(n: number, status: string): boolean {
    if (this.accounts[n].status === 'deleted') return false
    this.accounts[n].status = status
    return true
  }

  move(manager: number): string {
    return (this.addresses[manager] = `gp${manager}-${++this.#moves}@exemple.test`)
  }
}
