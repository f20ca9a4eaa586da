import { test } from '@japa/runner'
import fc from 'fast-check'
import { DateTime } from 'luxon'
import {
  EXPIRY_STAGES,
  type ExpiryStage,
  dueStage,
  noticeRecipients,
  stageInstant,
} from '../../../app/technical_accounts/expiry/expiry_stages.js'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const createdAt = new Date('2026-03-01T10:21:23Z')
const expiresAt = new Date(createdAt.getTime() + 100 * DAY)
const before = (milliseconds: number) => new Date(expiresAt.getTime() - milliseconds)
const none: ReadonlySet<ExpiryStage> = new Set()

test.group('Expiry stages', () => {
  test('{stage} is due from its instant on, not a millisecond earlier')
    .with([
      { stage: '30', days: 30, previous: null },
      { stage: '15', days: 15, previous: '30' },
      { stage: '7', days: 7, previous: '15' },
      { stage: '3', days: 3, previous: '7' },
      { stage: '1', days: 1, previous: '3' },
      { stage: 'expired', days: 0, previous: '1' },
    ] as const)
    .run(({ assert }, { stage, days, previous }) => {
      const due = (now: Date) => dueStage({ createdAt, expiresAt, alreadySent: none, now })
      assert.equal(due(before(days * DAY)), stage)
      assert.equal(due(before(days * DAY + 1)), previous)
    })

  test('days are 24 hours, also when the clocks of a time zone change in between', ({ assert }) => {
    const end = DateTime.fromISO('2026-03-30T10:00:00', { zone: 'Europe/Paris' })
    const wall = DateTime.fromJSDate(stageInstant('3', end.toJSDate()), { zone: 'Europe/Paris' })
    assert.equal(wall.toISO(), '2026-03-27T09:00:00.000+01:00')
    assert.equal(end.toMillis() - wall.toMillis(), 3 * DAY)
  })

  test('what was missed is caught up with the most urgent stage alone', ({ assert }) => {
    const alreadySent = new Set<ExpiryStage>(['30'])
    assert.equal(dueStage({ createdAt, expiresAt, alreadySent, now: before(2 * DAY) }), '3')
    alreadySent.add('3')
    assert.isNull(dueStage({ createdAt, expiresAt, alreadySent, now: before(2 * DAY) }))
  })

  test('nothing less urgent follows, even if the clock goes back', ({ assert }) => {
    const alreadySent = new Set<ExpiryStage>(['3'])
    assert.isNull(dueStage({ createdAt, expiresAt, alreadySent, now: before(10 * DAY) }))
  })

  test('a password of 7 days is born without the stages at or before its creation', ({
    assert,
  }) => {
    const short = {
      createdAt,
      expiresAt: new Date(createdAt.getTime() + 7 * DAY),
      alreadySent: none,
    }
    assert.isNull(dueStage({ ...short, now: createdAt }))
    assert.isNull(dueStage({ ...short, now: new Date(createdAt.getTime() + DAY) }))
    assert.equal(dueStage({ ...short, now: new Date(createdAt.getTime() + 4 * DAY) }), '3')
  })

  test('a run at any instants sends each stage at most once, ever more urgent, and none too early', ({
    assert,
  }) => {
    const days = (min: number, max: number) => fc.integer({ min: min * 24, max: max * 24 })
    fc.assert(
      fc.property(days(1, 120), fc.array(days(-1, 130)), (validity, instants) => {
        const end = new Date(createdAt.getTime() + validity * HOUR)
        const sent = new Set<ExpiryStage>()
        let last = -1
        for (const instant of instants.toSorted((a, b) => a - b)) {
          const now = new Date(createdAt.getTime() + instant * HOUR)
          const stage = dueStage({ createdAt, expiresAt: end, alreadySent: sent, now })
          if (stage === null) continue
          assert.isAbove(EXPIRY_STAGES.indexOf(stage), last)
          assert.isTrue(stageInstant(stage, end) <= now && stageInstant(stage, end) > createdAt)
          last = EXPIRY_STAGES.indexOf(stage)
          sent.add(stage)
        }
        const past = new Date(end.getTime() + DAY)
        const final = dueStage({ createdAt, expiresAt: end, alreadySent: sent, now: past })
        assert.equal(final, sent.has('expired') ? null : 'expired')
      })
    )
  })
})

test.group('Recipients of a notice', () => {
  const people = {
    managerEmail: 'gp@mairie.test',
    integratorEmails: ['vendor@soft.test'],
    organisationEmail: 'contact@mairie.test',
    operators: [{ id: 7, contactEmail: 'ops@habilis.test' }],
  }

  const addresses = (notice: Parameters<typeof noticeRecipients>[0]) =>
    noticeRecipients(notice).map(({ address }) => address)

  test('are named without their address', ({ assert }) => {
    const readers = (managerEmail: string | null) =>
      noticeRecipients({ stage: '1', ...people, managerEmail }).map(({ reader }) => reader)
    assert.deepEqual(readers('gp@mairie.test'), ['manager', 'integrator:0', 'organisation'])
    assert.deepEqual(readers(null), ['integrator:0', 'organisation', 'operator:7'])
  })

  test('{stage}: the manager and the integrators, the organisation being told: {organisation}')
    .with([
      { stage: '30', organisation: false },
      { stage: '15', organisation: false },
      { stage: '7', organisation: false },
      { stage: '3', organisation: true },
      { stage: '1', organisation: true },
      { stage: 'expired', organisation: true },
    ] as const)
    .run(({ assert }, { stage, organisation }) => {
      const expected = ['gp@mairie.test', 'vendor@soft.test']
      if (organisation) expected.push('contact@mairie.test')
      assert.deepEqual(addresses({ stage, ...people }), expected)
    })

  test('without a manager the organisation and the operators stand in at once', ({ assert }) => {
    assert.deepEqual(addresses({ stage: '30', ...people, managerEmail: null }), [
      'vendor@soft.test',
      'contact@mairie.test',
      'ops@habilis.test',
    ])
  })

  test('one address is written once, and what is missing is left out', ({ assert }) => {
    assert.deepEqual(
      addresses({
        stage: '1',
        managerEmail: 'GP@mairie.test',
        integratorEmails: ['gp@mairie.test', 'a@b.test', 'a@b.test'],
        organisationEmail: null,
        operators: [],
      }),
      ['GP@mairie.test', 'a@b.test']
    )
  })
})
