import { randomUUID } from 'node:crypto'
import { chmodSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { assetsAreBuilt, buildAssets } from '../../bin/embedded/assets.js'
import { start, succeed, type Child } from '../../bin/embedded/child.js'
import { fillKeys } from '../../bin/embedded/environment.js'
import { provideKeys, type DatabasePasswords } from '../../bin/embedded/keys.js'
import { outliveToClean } from '../../bin/embedded/outlive_to_clean.js'
import { NODE_OPTIONS, script } from '../../bin/embedded/paths.js'
import { freePort } from '../../bin/embedded/ports.js'
import { usePostgres } from '../../bin/embedded/postgres.js'
import { explain } from '../../bin/embedded/problem.js'
import { listens, untilReady } from '../../bin/embedded/readiness.js'
import { databaseUrl, DATABASE } from '../../bin/embedded/roles.js'
import { Shutdown } from '../../bin/embedded/shutdown.js'

/** What a person may have configured for a real installation and must not reach a benchmark. */
const NOT_FOR_BENCHMARKS = [
  'APP_KEY',
  'TECHNICAL_PASSWORD_PEPPERS',
  'TOKEN_KEYS',
  'REDIS_URL',
  'TRUSTED_PROXIES',
  'DATABASE_POOL',
  'SESSION_DRIVER',
  'SMTP_USERNAME',
  'SMTP_PASSWORD',
  'ENV_PATH',
  'NODE_OPTIONS',
]

/** A server under load. */
export interface Server {
  port: number
  /** What it handed over when it was ready. */
  handover: unknown
}

/**
 * The throw-away world of one run: a PostgreSQL cluster with the settings of an installation
 * (commits wait for the disk), the product's schema in it, and the processes started against it.
 */
export class Stage {
  readonly #shutdown = new Shutdown((error) => process.stderr.write(`${explain(error)}\n`))
  readonly #folder: string
  #passwords: DatabasePasswords | undefined
  #postgresPort = 0

  private constructor(folder: string) {
    this.#folder = folder
  }

  static async build(say: (line: string) => void): Promise<Stage> {
    const folder = await mkdtemp(join(tmpdir(), 'habilis-bench-'))
    // PostgreSQL's account passes through it; what is in there is closed by itself.
    chmodSync(folder, 0o711)
    const stage = new Stage(folder)
    try {
      await stage.#build(say)
      return stage
    } catch (error) {
      await stage.stop()
      throw error
    }
  }

  /** Stops everything, last started first, and removes what is on the disk. */
  async stop(): Promise<void> {
    await this.#shutdown.run()
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 })
  }

  async #build(say: (line: string) => void) {
    for (const name of NOT_FOR_BENCHMARKS) delete process.env[name]
    const keys = await provideKeys(join(this.#folder, 'keys.json'))
    fillKeys(keys)
    this.#passwords = keys.database
    Object.assign(process.env, {
      NODE_ENV: 'production',
      LOG_LEVEL: 'warn',
      HOST: '127.0.0.1',
      PORT: '3333',
      APP_URL: 'http://localhost:3333',
      SMTP_HOST: '127.0.0.1',
      // Nobody listens there: no worker runs that would send anything.
      SMTP_PORT: '9',
      DEMONSTRATION: 'false',
      // The limits are counted as ever, and never reached.
      API_CALLS_PER_ACCOUNT: '1000000000',
      API_CALLS_PER_SOURCE: '1000000000',
    })
    say('PostgreSQL…')
    const postgres = await usePostgres({
      directory: join(this.#folder, 'postgres'),
      log: join(this.#folder, 'postgres.log'),
      passwords: keys.database,
      durable: true,
    })
    await this.#shutdown.add(() => postgres.release())
    await this.#shutdown.add(outliveToClean(postgres.pid, this.#folder))
    this.#postgresPort = postgres.port
    Object.assign(process.env, postgres.environment)
    if (!(await assetsAreBuilt())) {
      say('The pages…')
      await buildAssets(join(this.#folder, 'build.log'), (build) => {
        void this.#shutdown.add(() => build.stop(2_000))
      })
    }
    say('The schema…')
    await this.#step('db:migrate', ['ace.js', 'db:migrate'])
  }

  /** The address of one of the cluster's databases for its superuser. */
  superuserUrl(database: string = DATABASE): string {
    return databaseUrl('postgres', this.#passwords!, this.#postgresPort, database)
  }

  /** The environment in which the product uses another database of the cluster. */
  environmentOf(database: string): Record<string, string> {
    const url = (login: 'habilis' | 'habilis_owner' | 'habilis_jobs') =>
      databaseUrl(login, this.#passwords!, this.#postgresPort, database)
    return {
      DATABASE_URL: url('habilis'),
      DATABASE_OWNER_URL: url('habilis_owner'),
      DATABASE_JOBS_URL: url('habilis_jobs'),
    }
  }

  /** Runs statements as the cluster's superuser, past every policy; the last one's rows. */
  async sql(statements: string, database?: string): Promise<Record<string, unknown>[]> {
    const client = new pg.Client({ connectionString: this.superuserUrl(database) })
    await client.connect()
    try {
      const answer: pg.QueryResult | pg.QueryResult[] = await client.query(statements)
      return (Array.isArray(answer) ? answer.at(-1)! : answer).rows
    } finally {
      await client.end()
    }
  }

  /** Runs a script of this folder to its end; what it handed over. */
  async run(name: string, environment: Record<string, string> = {}): Promise<unknown> {
    const handover = this.#handover()
    const args = [...NODE_OPTIONS, script(`tests/benchmarks/${name}`)]
    await this.#step(name, args, { ...environment, HANDOVER: handover })
    return JSON.parse(await readFile(handover, 'utf8'))
  }

  /** Starts a server that runs until the stage is taken down, and waits for it. */
  async serve(
    name: string,
    args: string[],
    environment: Record<string, string> = {},
    handsOver = false
  ): Promise<Server> {
    const port = await freePort()
    const handover = this.#handover()
    const child = start({
      name,
      log: join(this.#folder, `${name}-${port}.log`),
      args,
      environment: { ...environment, PORT: String(port), HANDOVER: handover },
      follows: true,
    })
    await this.#shutdown.add(() => child.stop(5_000))
    await untilReady(name, () => listens(port), [child])
    if (!handsOver) return { port, handover: undefined }
    let text = ''
    const read = async () => (text = await readFile(handover, 'utf8')) !== ''
    await untilReady(name, read, [child])
    return { port, handover: JSON.parse(text) }
  }

  #handover(): string {
    return join(this.#folder, `${randomUUID()}.json`)
  }

  async #step(name: string, args: string[], environment: Record<string, string> = {}) {
    const log = join(this.#folder, `${name.replace(':', '_')}.log`)
    const child: Child = start({ name, log, args, environment, follows: true })
    await this.#shutdown.add(() => child.stop(2_000))
    await succeed(child)
  }
}
