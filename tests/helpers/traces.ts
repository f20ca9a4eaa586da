import fs, { createReadStream } from 'node:fs'
import { opendir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import logger from '@adonisjs/core/services/logger'

/** The forms in which a secret could lie about. */
export function formsOf(secret: string, login: string): string[] {
  const pair = Buffer.from(`${login}:${secret}`)
  const alone = Buffer.from(secret)
  return [
    // Without its prefix, which is no secret and might be cut off.
    secret.slice(4),
    alone.toString('hex'),
    alone.toString('base64').slice(0, 40),
    pair.toString('base64').slice(-40),
  ]
}

/** Everything this process writes to its standard outputs meanwhile, logged at the lowest level. */
export async function outputsDuring(act: () => Promise<void>): Promise<string> {
  const written: string[] = []
  const { write, writeSync } = fs
  const { level } = logger.pino
  const streams = [process.stdout, process.stderr].map((stream) => [stream, stream.write] as const)
  fs.writeSync = ((fd: number, ...rest: unknown[]) => {
    if (fd !== 1 && fd !== 2) return Reflect.apply(writeSync, fs, [fd, ...rest])
    written.push(String(rest[0]))
    return Buffer.byteLength(String(rest[0]))
  }) as typeof writeSync
  fs.write = ((fd: number, text: unknown, ...rest: unknown[]) => {
    if (fd !== 1 && fd !== 2) return Reflect.apply(write, fs, [fd, text, ...rest])
    written.push(String(text))
    const done = rest.at(-1) as (error: null, bytes: number, text: unknown) => void
    queueMicrotask(() => done(null, Buffer.byteLength(String(text)), text))
  }) as unknown as typeof write
  for (const [stream] of streams) {
    stream.write = ((text: string | Uint8Array) => {
      written.push(typeof text === 'string' ? text : Buffer.from(text).toString())
      return true
    }) as typeof stream.write
  }
  logger.pino.level = 'trace'
  try {
    await act()
  } finally {
    logger.pino.level = level
    Object.assign(fs, { write, writeSync })
    for (const [stream, original] of streams) stream.write = original
  }
  return written.join('')
}

/** Tables of every schema that have one of the texts in any column, as the owner of each sees them. */
export async function tablesWith(texts: string[]): Promise<string[]> {
  const found: string[] = []
  for (const [url, schema, role] of [
    [process.env.DATABASE_OWNER_URL, 'public', 'habilis_system'],
    [process.env.DATABASE_JOBS_URL, 'bullmq', null],
  ] as const) {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    const { rows } = await client.query(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = $1`,
      [schema]
    )
    for (const { name } of rows) {
      await client.query('begin')
      // Policies hide the rows from the owner; the grant goes with the transaction.
      if (role && !/adonis|audit_heads/.test(name)) {
        await client.query(`grant select on ${name} to ${role}`)
        await client.query(`set local role ${role}`)
      }
      // A row's text has bytea columns in hexadecimal: `texts` holds that form too.
      const { rowCount } = await client.query(
        `select 1 from ${name} t where t::text like any ($1) limit 1`,
        [texts.map((text) => `%${text.replaceAll('_', '\\_')}%`)]
      )
      if (rowCount) found.push(name)
      await client.query('rollback')
    }
    await client.end()
  }
  return found
}

/** Files under a folder, changed since then, that hold one of the texts. */
export async function filesWith(
  texts: string[],
  folder: string,
  since: number
): Promise<{ found: string[]; read: number }> {
  const found: string[] = []
  let read = 0
  const walk = async (path: string) => {
    for await (const entry of await opendir(path).catch(() => [])) {
      const child = join(path, entry.name)
      if (entry.isDirectory()) await walk(child)
      else if (entry.isFile() && (await hasChanged(child, since))) {
        read++
        if (await holds(child, texts)) found.push(child)
      }
    }
  }
  await walk(folder)
  return { found, read }
}

async function hasChanged(file: string, since: number) {
  const stat = await fs.promises.stat(file).catch(() => null)
  return stat !== null && stat.mtimeMs >= since
}

/** Read in pieces that overlap, so that nothing hides on a boundary. */
async function holds(file: string, texts: string[]): Promise<boolean> {
  let tail: Buffer = Buffer.alloc(0)
  try {
    for await (const piece of createReadStream(file, { highWaterMark: 1 << 20 })) {
      const bytes = Buffer.concat([tail, piece as Buffer])
      if (texts.some((sought) => bytes.includes(sought))) return true
      tail = bytes.subarray(-200)
    }
  } catch {
    // Gone meanwhile, or not for us to read.
  }
  return false
}

/** A folder of its own for the temporary files that this process makes meanwhile. */
export async function temporaryFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const before = process.env.TMPDIR
  const path = await fs.promises.mkdtemp(join(tmpdir(), 'habilis-canary-'))
  process.env.TMPDIR = path
  return {
    path,
    async remove() {
      if (before === undefined) delete process.env.TMPDIR
      else process.env.TMPDIR = before
      await fs.promises.rm(path, { recursive: true, force: true })
    },
  }
}
