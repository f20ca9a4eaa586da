/*
 * `npm run bench`: measures Habilis and what it is compared with in one run, on a database of its
 * own that is thrown away, and prints one table (docs/benchmarks.md). `--quick` takes a minute;
 * names of scenarios (api, token, page, expiry, pdf) run only those.
 */
import { explain } from '../../bin/embedded/problem.js'
import { onStopSignal } from '../../bin/embedded/shutdown.js'
import { machine } from './machine.js'
import { installPeers } from './peers.js'
import { FULL, QUICK } from './scale.js'
import { apiRead } from './scenarios/api_read.js'
import { expiryCheck } from './scenarios/expiry_check.js'
import { pages } from './scenarios/pages.js'
import { pdfs } from './scenarios/pdfs.js'
import { token } from './scenarios/token.js'
import { Stage } from './stage.js'
import { asTable, type Line } from './table.js'
import { populate } from './world.js'

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

async function measure(): Promise<void> {
  const began = Date.now()
  const lines: Line[] = []
  if (wants('api') || wants('token')) await installPeers(say)
  stage = await Stage.build(say)
  const header = await machine(stage)
  // First: it copies the database, which nobody may use meanwhile.
  if (wants('expiry')) {
    say('The expiry check…')
    lines.push(...(await expiryCheck(stage, scale)))
  }
  if (wants('pdf')) {
    say('PDFs…')
    lines.push(...(await pdfs(stage, scale)))
  }
  if (wants('api') || wants('token') || wants('page')) {
    say('The web server…')
    const world = await populate(stage)
    const calls: Line[] = []
    if (wants('api')) {
      say('API reads…')
      calls.push(...(await apiRead(stage, world, scale)))
    }
    if (wants('token')) {
      say('Tokens…')
      calls.push(...(await token(stage, world, scale)))
    }
    if (wants('page')) {
      say('Pages…')
      calls.push(...(await pages(stage, world, scale)))
    }
    lines.unshift(...calls)
  }
  const seconds = Math.round((Date.now() - began) / 1000)
  const mode = quick ? ', --quick: too short to rely on' : ''
  process.stdout.write(`\n${header}\n(${seconds} s${mode})\n\n${asTable(lines)}\n`)
}

try {
  await measure()
} catch (error) {
  say(`\n${explain(error)}`)
  process.exitCode = 1
}
await stage?.stop()
