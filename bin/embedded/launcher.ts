import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { assetsAreBuilt, buildAssets } from './assets.js'
import { failure, start, succeed, type Child } from './child.js'
import { loadDotEnv } from './dotenv.js'
import {
  fillEnvironment,
  fillKeys,
  hasDatabase,
  KEYS_FILE,
  useEmbeddedPostgres,
} from './environment.js'
import { provideKeys } from './keys.js'
import { lastLines } from './log_file.js'
import { startInbox } from './maildev.js'
import { NODE_OPTIONS, ROOT, script, STORAGE } from './paths.js'
import { parsePort, requirePort } from './ports.js'
import { explain, Problem } from './problem.js'
import { answers, listens, untilReady } from './readiness.js'
import { announceRunning } from './running.js'
import { onStopSignal, Shutdown } from './shutdown.js'
import { readable, say, startUpMessage } from './start_up_message.js'

const LOGS = join(STORAGE, 'logs')
const ACE = join(ROOT, 'ace.js')

/** What makes a start-up step give up without a message: the person has asked for it. */
class Interrupted extends Error {}

/**
 * `npm start`: brings up what is not configured, then web and workers, and stops all of it when
 * asked, or when one of them ends by itself.
 */
export class Launcher {
  #shutdown = new Shutdown((error) => say(explain(error)))
  #began = Date.now()
  #embedded = false
  /** What is under way, which may still make something that has to be undone. */
  #underWay: Promise<unknown>[] = []

  /** Resolves never: the process exits, 0 when it was asked to stop and 1 when something failed. */
  async run(): Promise<void> {
    onStopSignal(() => {
      say('\nStopping…')
      void this.#end(0)
    })
    try {
      const bringingUp = this.#bringUp()
      this.#underWay.push(bringingUp.catch(() => undefined))
      await bringingUp
    } catch (error) {
      if (error instanceof Interrupted || this.#shutdown.started) return
      say(`\n${explain(error)}`)
      await this.#end(1)
    }
  }

  async #bringUp(): Promise<void> {
    process.chdir(ROOT)
    await loadDotEnv()
    const port = parsePort('PORT', process.env.PORT, 3333)
    fillEnvironment({ HOST: '127.0.0.1', PORT: String(port), APP_URL: `http://localhost:${port}` })
    this.#embedded = !hasDatabase()
    await requirePort(port, process.env.HOST ?? '', 3_000)

    // Only this process' descendants: a shell's NODE_ENV=development is not about this program.
    process.env.NODE_ENV = 'production'
    fillKeys(await provideKeys(KEYS_FILE))
    fillEnvironment({ DEMONSTRATION: String(this.#embedded), LOG_LEVEL: 'info' })

    // Everything below writes to its own place: the slow build waits for nobody.
    const built = this.#build()
    this.#underWay.push(built.catch(() => undefined))
    await this.#startDatabase()
    await this.#startInbox()
    await this.#step('Database schema', [ACE, 'db:migrate'], 'migrate.log')
    if (isTrue(process.env.DEMONSTRATION)) {
      await this.#step('Demonstration data', [ACE, 'db:demo'], 'demonstration.log')
    }
    await built
    await this.#startServers()
    say(await startUpMessage({ seconds: (Date.now() - this.#began) / 1000, logs: LOGS }))
  }

  async #build(): Promise<void> {
    if (await assetsAreBuilt()) return
    say('Building the pages…')
    await buildAssets(join(LOGS, 'build.log'), (child) => {
      void this.#shutdown.add(() => child.stop(2_000))
    })
  }

  async #startDatabase(): Promise<void> {
    this.#goOn()
    if (!this.#embedded) return say('PostgreSQL: the server of DATABASE_URL.')
    const postgres = await useEmbeddedPostgres()
    await this.#shutdown.add(async () => {
      if ((await postgres.release()) === 'still used') {
        say('PostgreSQL goes on: a command still uses it, and stops it when it ends.')
      }
    })
    this.#goOn()
    Object.assign(process.env, postgres.environment)
    void postgres.lost.then(async () => {
      const messages = await lastLines(join(STORAGE, 'postgres.log'), 10)
      await this.#fail(new Problem(`PostgreSQL stopped. Its last messages:\n${messages}`))
    })
    say(
      `PostgreSQL: port ${postgres.port}, data in ${readable(join(STORAGE, 'postgres'))}` +
        (postgres.adopted ? ' (it was running already).' : '.')
    )
  }

  async #startInbox(): Promise<void> {
    this.#goOn()
    if (process.env.SMTP_HOST) return
    const inbox = await startInbox(join(STORAGE, 'mails'), join(LOGS, 'mails.log'))
    await this.#watch(inbox.child)
    Object.assign(process.env, inbox.environment)
    await untilReady(
      inbox.child.name,
      async () =>
        (await listens(Number(inbox.environment.SMTP_PORT))) &&
        (await answers(`${inbox.environment.MAIL_INBOX_URL}/healthz`)),
      [inbox.child]
    )
    say(`Mails: kept in ${inbox.environment.MAIL_INBOX_URL}, none leaves this machine.`)
  }

  async #step(name: string, args: string[], log: string): Promise<void> {
    this.#goOn()
    say(`${name}…`)
    const child = start({ name, log: join(LOGS, log), args })
    await this.#shutdown.add(() => child.stop(5_000))
    await succeed(child)
    this.#goOn()
  }

  async #startServers(): Promise<void> {
    this.#goOn()
    say('Web and workers…')
    const web = start({
      name: 'The web server',
      log: join(LOGS, 'web.log'),
      args: [...NODE_OPTIONS, script('bin/server')],
      follows: true,
    })
    const workers = start({
      name: 'The workers',
      log: join(LOGS, 'workers.log'),
      args: [ACE, 'jobs:work'],
      follows: true,
    })
    await this.#watch(web, workers)
    const withdraw = announceRunning(
      pick(['HOST', 'PORT', 'APP_URL', 'SMTP_HOST', 'SMTP_PORT', 'SMTP_SECURE', 'MAIL_INBOX_URL'])
    )
    await this.#shutdown.add(withdraw)
    const { HOST, PORT } = process.env
    const host = HOST === '0.0.0.0' || HOST === '::' ? '127.0.0.1' : HOST
    const ready = `http://${host?.includes(':') ? `[${host}]` : host}:${PORT}/health/ready`
    await untilReady('The portal', () => answers(ready), [web, workers])
    this.#goOn()
  }

  /** Stops them together at the end, and everything when one of them ends before. */
  async #watch(...children: Child[]): Promise<void> {
    for (const child of children) {
      void child.ended.then(async ({ code, signal }) => {
        if (this.#shutdown.started) return
        await this.#fail(await failure(child, signal ?? `code ${code}`))
      })
    }
    await this.#shutdown.add(() => Promise.all(children.map((child) => child.stop())))
  }

  async #fail(problem: Problem): Promise<void> {
    if (this.#shutdown.started) return
    say(`\n${problem.message}\n\nStopping the rest…`)
    await this.#end(1)
  }

  async #end(code: number): Promise<void> {
    if (this.#shutdown.started) return
    await this.#shutdown.run()
    // A step that was under way undoes what it has made as soon as it sees that it is too late.
    await Promise.race([Promise.all(this.#underWay), delay(20_000)])
    if (code === 0) say('Stopped.')
    process.exit(code)
  }

  #goOn(): void {
    if (this.#shutdown.started) throw new Interrupted()
  }
}

function isTrue(value: string | undefined): boolean {
  return value === 'true' || value === '1'
}

function pick(names: string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []))
  )
}
