import { waits } from '../contest.js'
import { closedLoop, WrongAnswer } from '../load.js'
import type { Scale } from '../scale.js'
import type { Stage } from '../stage.js'
import { median } from '../statistics.js'
import { count, ms, type Line } from '../table.js'
import { Visitor } from '../visitor.js'
import { written } from '../wire.js'
import type { World } from '../world.js'

/** Beyond five at a time from one address the throttle takes right passwords for guesses. */
const AT_ONCE = 4
const SIGN_INS = 30
const SHEETS = 50

/** What people wait for: signing in, and the sheet of an organisation with many people. */
export async function pages(stage: Stage, world: World, scale: Scale): Promise<Line[]> {
  const { port, callers } = world
  const [{ organisationId, managerLogin, managerPassword }] = callers
  await stage.sql(attachedSql(organisationId, scale.attached))

  const rounds: number[] = []
  for (let round = 0; round <= scale.rounds; round++) rounds.push(await signIns(world, scale))
  // The first one only warms up.
  const perSecond = median(rounds.slice(1))

  const manager = new Visitor(port)
  await manager.signIn(managerLogin, managerPassword)
  const headers = { cookie: manager.cookie, accept: 'text/html' }
  const calls = [written('GET', `/organisations/${organisationId}`, headers)]
  // One at a time first: whether it is the page that is slow, or the machine that is full.
  const target = { port, calls, expects: '</html>' }
  const alone = await closedLoop(target, { connections: 1, seconds: scale.seconds })
  const sheet = await waits(target, SHEETS, scale).catch((error: unknown) => {
    if (error instanceof WrongAnswer) return undefined
    throw error
  })

  return [
    {
      scenario: 'Person’s login, form and password (argon2id), one process',
      measured: `${perSecond.toFixed(1)}/s`,
      target: `≥ ${SIGN_INS}/s`,
      met: perSecond >= SIGN_INS,
    },
    {
      scenario: `Organisation sheet, ${count(scale.attached)} attached, first page, ${SHEETS}/s, open loop`,
      measured: sheet
        ? `p95 ${ms(sheet.p95)} (p50 ${ms(sheet.p50)}; alone ${ms(alone.p50)})`
        : `overloaded: answers 503 (alone ${ms(alone.p50)})`,
      target: '≤ 120 ms',
      met: sheet !== undefined && sheet.p95 <= 120,
    },
  ]
}

/** Sign-ins a second of several people at once, each with a browser that was just opened. */
async function signIns({ port, callers }: World, { seconds }: Scale): Promise<number> {
  const began = performance.now()
  let next = 0
  let done = 0
  const people = Array.from({ length: AT_ONCE }, async () => {
    while (performance.now() - began < seconds * 1000) {
      const { managerLogin, managerPassword } = callers[next++ % callers.length]
      await new Visitor(port).signIn(managerLogin, managerPassword)
      done++
    }
  })
  await Promise.all(people)
  return (done * 1000) / (performance.now() - began)
}

function attachedSql(organisationId: number, attached: number): string {
  return `
    with people as (
      insert into users (login_email, contact_email, first_name, last_name)
        select 'agent' || i || '@exemple.test', 'agent' || i || '@exemple.test', 'Dominique', 'Essai ' || i
        from generate_series(1, ${attached}) i
      returning id)
    insert into attachments (organisation_id, user_id, status)
      select ${organisationId}, id, 'validated' from people;
    analyze users, attachments;`
}
