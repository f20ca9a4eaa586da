import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync } from 'node:fs'
import { glob, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { assetsAreBuilt, buildAssets } from './assets.js'
import { start, succeed } from './child.js'
import { fillEnvironment } from './environment.js'
import { provideKeys } from './keys.js'
import { startInbox, type Inbox } from './maildev.js'
import { NODE_OPTIONS, ROOT, script } from './paths.js'
import { freePort } from './ports.js'
import { outliveToClean } from './outlive_to_clean.js'
import { usePostgres } from './postgres.js'
import { explain, Problem } from './problem.js'
import { answers, listens, untilReady } from './readiness.js'
import { onStopSignal, Shutdown } from './shutdown.js'
import { say } from './start_up_message.js'
import { isForMachines, lastLine, readTally, sum, type Tally } from './tally.js'
import { testEnvironment } from './test_environment.js'

const FOLLOW = script('bin/embedded/follow_launcher')
const PASSED: Tally = { passed: 1, failed: 0, skipped: 0 }
const FAILED: Tally = { passed: 0, failed: 1, skipped: 0 }

/** One run of `npm test`; several may go on side by side, and beside `npm start`. */
export class Rehearsal {
  #shutdown = new Shutdown((error) => say(explain(error)))
  /** With arguments the person wants some tests, now: lint and types would be in the way. */
  #suitesOnly: boolean
  #args: string[]

  constructor(args: string[]) {
    this.#args = args
    this.#suitesOnly = args.length > 0
  }

  /** Prints the last line and exits: 0 when nothing failed. */
  async run(): Promise<void> {
    process.chdir(ROOT)
    const folder = await mkdtemp(join(tmpdir(), 'habilis-test-'))
    // PostgreSQL's account passes through it; what is in there is closed by itself.
    chmodSync(folder, 0o711)
    let interrupted = false
    onStopSignal(() => {
      interrupted = true
      say('\nStopping…')
      void this.#shutdown.run()
    })
    let tallies: Tally[]
    try {
      tallies = await this.#everything(folder)
    } catch (error) {
      if (!interrupted) say(`\n${explain(error)}`)
      tallies = [FAILED]
    }
    await this.#shutdown.run()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    if (interrupted) process.exit(130)
    const total = sum(tallies)
    say(`\n${lastLine(total)}`)
    // Nothing tested is not a success.
    process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0)
  }

  async #everything(folder: string): Promise<Tally[]> {
    const { database } = await provideKeys(join(folder, 'keys.json'))
    for (const [name, value] of Object.entries(testEnvironment(await freePort(), folder))) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
    const postgres = await usePostgres({
      directory: join(folder, 'postgres'),
      log: join(folder, 'postgres.log'),
      passwords: database,
      durable: false,
    })
    await this.#shutdown.add(() => postgres.release())
    await this.#shutdown.add(outliveToClean(postgres.pid, folder))
    this.#goOn()
    Object.assign(process.env, postgres.environment)
    const inbox = await startInbox(join(folder, 'mails'), join(folder, 'mails.log'), true)
    await this.#shutdown.add(() => inbox.child.stop(2_000))
    Object.assign(process.env, inbox.environment)
    fillEnvironment({ TEST_DIRECTORY: folder })

    // Two columns of work for two cores; the generated files are settled before anyone reads them.
    const before = this.#suitesOnly ? '' : await generatedFiles()
    const [checks] = await Promise.all([
      this.#suitesOnly ? [] : this.#check(before),
      this.#prepare(folder, inbox),
    ])
    return [...checks, await this.#suites()]
  }

  async #prepare(folder: string, { child, environment }: Inbox) {
    if (!(await assetsAreBuilt())) {
      say('Building the pages…')
      await buildAssets(join(folder, 'build.log'), (build) => {
        void this.#shutdown.add(() => build.stop(2_000))
      })
    }
    this.#goOn()
    const log = join(folder, 'migrate.log')
    const migrate = start({ name: 'db:migrate', log, args: ['ace.js', 'db:migrate'] })
    await this.#shutdown.add(() => migrate.stop(2_000))
    await succeed(migrate)
    await untilReady(
      'The mailbox',
      async () =>
        (await listens(Number(environment.SMTP_PORT))) &&
        (await answers(`${environment.MAIL_INBOX_URL}/healthz`)),
      [child]
    )
  }

  #goOn(): void {
    if (this.#shutdown.started) throw new Problem('Interrupted.')
  }

  async #check(before: string): Promise<Tally[]> {
    const generated = await this.#tool('generated files', ['ace.js', 'codegen'], async () =>
      before === (await generatedFiles())
        ? undefined
        : 'They were out of date (.adonisjs): they are renewed now, commit them.'
    )
    const types = await this.#tool('types', ['node_modules/typescript/bin/tsc', '--noEmit'])
    const lint = await this.#tool('lint', ['node_modules/eslint/bin/eslint.js', '.'])
    return [generated, types, lint]
  }

  /** Runs a tool whose output only matters when it finds something. */
  async #tool(
    name: string,
    args: string[],
    also = async (): Promise<string | undefined> => undefined
  ) {
    const began = Date.now()
    let output = ''
    const code = await this.#node(args, (line) => (output += `${line}\n`))
    const complaint = code === 0 ? await also() : output.trimEnd()
    const seconds = ((Date.now() - began) / 1000).toFixed(1)
    say(complaint === undefined ? `✔ ${name} (${seconds} s)` : `✖ ${name}\n${complaint}`)
    return complaint === undefined ? PASSED : FAILED
  }

  async #suites(): Promise<Tally> {
    let tally: Tally | undefined
    const args = [...NODE_OPTIONS, script('bin/test'), '--reporters=spec,ndjson', ...this.#args]
    const code = await this.#node(args, (line) => {
      if (isForMachines(line)) tally = readTally(line) ?? tally
      else say(line)
    })
    if (this.#shutdown.started) return FAILED
    if (!tally) {
      say(`The suites ended before their summary (code ${code}).`)
      return FAILED
    }
    return code !== 0 && tally.failed === 0 ? sum([tally, FAILED]) : tally
  }

  /** Runs `node` in a session of its own, line by line; its exit code, 1 when it was killed. */
  async #node(args: string[], onLine: (line: string) => void): Promise<number> {
    if (this.#shutdown.started) return 1
    const child = spawn(process.execPath, ['--import', FOLLOW, ...args], {
      env: { ...process.env, HABILIS_LAUNCHER_FD: '3' },
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      detached: true,
    })
    const group = (signal: NodeJS.Signals) => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, signal)
      } catch {
        // Nobody is left in it.
      }
    }
    let running = true
    const ended = new Promise<number>((resolve) => {
      child.on('error', () => resolve(1))
      child.on('exit', (code) => {
        running = false
        // What it started itself (browsers, workers of a fault test) would keep the pipes open.
        group('SIGKILL')
        child.on('close', () => resolve(code ?? 1))
      })
    })
    for (const stream of [child.stdout, child.stderr]) {
      if (stream) createInterface({ input: stream, crlfDelay: Infinity }).on('line', onLine)
    }
    await this.#shutdown.add(async () => {
      if (!running) return
      group('SIGTERM')
      const kill = setTimeout(() => group('SIGKILL'), 3_000)
      await ended
      clearTimeout(kill)
    })
    return ended
  }
}

/** Fingerprint of the files that `ace codegen` writes. */
async function generatedFiles(): Promise<string> {
  const hash = createHash('sha256')
  const files: string[] = []
  for await (const file of glob('.adonisjs/**/*.ts', { cwd: ROOT })) files.push(file)
  for (const file of files.sort()) {
    hash
      .update(file)
      .update('\0')
      .update(await readFile(join(ROOT, file)))
      .update('\0')
  }
  return hash.digest('hex')
}
