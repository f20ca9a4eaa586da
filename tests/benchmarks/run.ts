/*
 * `npm run bench`: measures Habilis and what it is compared with in one run, on a database of its
 * own that is thrown away, and prints one table (docs/benchmarks.md). `--quick` takes a minute;
 * names of scenarios (api, token, page, expiry, pdf) run only those.
 */
import { explain } from '../../bin/embedded/problem.js'
import { onStopSignal } from '../../bin/embedded/shutdown.js'
import { machine } from './machine.js'
import { installPeers } from './peers.js'
import { FULL, QUICK, type Scale } from './scale.js'
import { apiRead } from './scenarios/api_read.js'
import { expiryCheck } from './scenarios/expiry_check.js'
import { pages } from './scenarios/pages.js'
import { pdfs } from './scenarios/pdfs.js'
import { token } from './scenarios/token.js'
import { Stage } from './stage.js'
import { asTable, type Line } from './table.js'
import { populate, type World } from './world.js'

const args = process.argv.slice(2)
const quick = args.includes('--quick')
const scale = quick ? QUICK : FULL
const wanted = args.filter((arg) => !arg.startsWith('--'))
const wants = (name: string) => wanted.length === 0 || wanted.includes(name)

/** Progress goes beside the result: `npm run bench > file` keeps the table only. */
const say = (line: string) => void process.stderr.write(`${line}\n`)

let stage: Stage | undefined
onStopSignal(() => {
  say('\nStopping…')
  void stage?.stop().then(() => process.exit(130))
})

type Scenario = (stage: Stage, scale: Scale) => Promise<Line[]>

/** A scenario that breaks off says so in the table; the others are still worth something. */
async function lines(name: string, scenario: Scenario, on: Stage): Promise<Line[]> {
  if (!wants(name)) return []
  say(`${name}…`)
  try {
    return await scenario(on, scale)
  } catch (error) {
    say(explain(error))
    const [reason] = String(error instanceof Error ? error.message : error).split(/\r?\n/)
    return [{ scenario: name, measured: `broken off: ${reason}`, met: false }]
  }
}

async function measure(): Promise<void> {
  const began = Date.now()
  if (wants('api') || wants('token')) await installPeers(say)
  stage = await Stage.build(say)
  const header = await machine(stage)
  // First: it copies the database, which nobody may use meanwhile.
  const withoutServer = [
    ...(await lines('expiry', expiryCheck, stage)),
    ...(await lines('pdf', pdfs, stage)),
  ]
  const withServer: Line[] = []
  if (wants('api') || wants('token') || wants('page')) {
    say('The web server…')
    const world = await populate(stage)
    const inWorld =
      (scenario: (on: Stage, world: World, scale: Scale) => Promise<Line[]>): Scenario =>
      (on) =>
        scenario(on, world, scale)
    withServer.push(...(await lines('api', inWorld(apiRead), stage)))
    withServer.push(...(await lines('token', inWorld(token), stage)))
    withServer.push(...(await lines('page', inWorld(pages), stage)))
  }
  const seconds = Math.round((Date.now() - began) / 1000)
  const mode = quick ? ', --quick: too short to rely on' : ''
  const table = asTable([...withServer, ...withoutServer])
  process.stdout.write(`\n${header}\n(${seconds} s${mode})\n\n${table}\n`)
}

try {
  await measure()
} catch (error) {
  say(`\n${explain(error)}`)
  process.exitCode = 1
}
await stage?.stop()
