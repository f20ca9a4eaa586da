import vine from '@vinejs/vine'
import { test } from '@japa/runner'
import { CronExpressionParser } from 'cron-parser'
import { defineJob, defineSchedule } from '#shared/jobs/define_job'
import { registry } from '#workers/modules'
import { Registry } from '#workers/registry'

type Load = Parameters<typeof defineJob<{}>>[0]['handler']

const aJob = (name: string, handler: () => Promise<object> = async () => ({ handle() {} })) =>
  defineJob<{}>({ name, queue: 'mails', payload: vine.create({}), handler: handler as Load })

test.group('Registry of jobs', () => {
  test('finds what the modules export, and nothing else', ({ assert }) => {
    const one = aJob('users.one')
    const known = new Registry({ users: { one, other: 1, helper() {} } })
    assert.strictEqual(known.find('users.one'), one)
    assert.deepEqual(known.names(), ['users.one'])
    assert.isUndefined(known.find('users.two'))
  })

  test('two jobs of one name do not start', ({ assert }) => {
    const exported = { one: aJob('users.one'), again: aJob('users.one') }
    assert.throws(() => new Registry({ users: exported }), 'Two jobs are called "users.one"')
  })

  test('a job named after another module does not start', ({ assert }) => {
    assert.throws(() => new Registry({ shared: { one: aJob('users.one') } }), /declared by/)
  })

  test('a handler that is missing or has no handle() does not start', async ({ assert }) => {
    const missing = aJob('users.one', () => import('./no_such_file.js' as string))
    const empty = aJob('users.one', async () => ({}))
    await assert.rejects(
      () => new Registry({ users: { missing } }).loadHandlers(),
      /can't be loaded/
    )
    await assert.rejects(() => new Registry({ users: { empty } }).loadHandlers(), /handle\(\)/)
  })

  test('a schedule needs a registered job, and is the only one of its job', ({ assert }) => {
    const job = aJob('users.one')
    const hourly = defineSchedule({ job, cron: '5 * * * *' })
    const daily = defineSchedule({ job, cron: '5 6 * * *' })
    assert.throws(() => new Registry({ users: { hourly } }), /not exported/)
    assert.throws(() => new Registry({ users: { job, hourly, daily } }), /two schedules/)
  })

  test('the passwords’ expiry is looked at several times an hour', ({ assert }) => {
    const check = registry().schedules.find(
      ({ job }) => job.name === 'technical_accounts.check_password_expiry'
    )
    const [minutes, ...hours] = check!.cron.split(' ')
    assert.isAtLeast(minutes.split(',').length, 2)
    assert.deepEqual(hours, ['*', '*', '*', '*'])
  })

  test('"{$self}" is refused: it may fall into the hour that is skipped or repeated')
    .with(['30 2 * * *', '0 1,2 * * *', '0 0-4 * * *', '0 */2 * * *', '0 0 6 * * *', 'hourly'])
    .run(({ assert }, cron) => {
      const job = aJob('users.one')
      const schedule = defineSchedule({ job, cron })
      assert.throws(() => new Registry({ users: { job, schedule } }), /2 and 3 o'clock/)
    })
})

test.group('Schedules of the product', () => {
  /** The hours between the occurrences of the day and a half after a moment. */
  const gapsAfter = (moment: string, cron: string) => {
    const due = CronExpressionParser.parse(cron, { currentDate: moment, tz: 'Europe/Paris' })
    const end = Date.parse(moment) + 36 * 3_600_000
    const times = [Date.parse(due.next().toISOString()!)]
    while (times.at(-1)! < end) times.push(Date.parse(due.next().toISOString()!))
    return times.slice(1).map((time, index) => (time - times[index]) / 3_600_000)
  }

  test('each keeps its pace through the nights when clocks change', ({ assert }) => {
    const { schedules } = registry()
    assert.isNotEmpty(schedules)
    for (const { job, cron } of schedules) {
      const usual = gapsAfter('2027-01-15T12:00:00Z', cron)
      // By fixed hours an interval over the night is an hour shorter or longer; none is left out.
      const shift = cron.split(' ')[1] === '*' ? 0 : 1
      for (const night of ['2027-03-27T12:00:00Z', '2027-10-30T12:00:00Z']) {
        const gaps = gapsAfter(night, cron)
        const paced = gaps.every(
          (gap) => gap >= Math.min(...usual) - shift && gap <= Math.max(...usual) + shift
        )
        assert.isTrue(paced, `${job.name}: ${gaps}`)
      }
    }
  })
})
