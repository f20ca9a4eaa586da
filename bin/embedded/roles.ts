import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { LOGINS, type DatabasePasswords } from './keys.js'
import { ROOT } from './paths.js'

/** Name of the product's database in the embedded cluster. */
export const DATABASE = 'habilis'

/** Connection string of one login of the embedded cluster. */
export function databaseUrl(
  login: (typeof LOGINS)[number],
  passwords: DatabasePasswords,
  port: number,
  database = DATABASE
): string {
  return `postgresql://${login}:${encodeURIComponent(passwords[login])}@127.0.0.1:${port}/${database}`
}

/**
 * Gives the cluster the product's database, its roles (database/roles.sql) and their passwords,
 * unless they are there already: the database carries a mark made of both.
 *
 * `superuser` is connected to the cluster's `postgres` database.
 */
export async function prepareDatabase(
  superuser: pg.Client,
  passwords: DatabasePasswords,
  port: number
): Promise<void> {
  const roles = await readFile(join(ROOT, 'database/roles.sql'), 'utf8')
  const mark = createHash('sha256')
    .update(JSON.stringify([roles, passwords]))
    .digest('hex')
  await superuser.query('select pg_advisory_lock(hashtext($1))', ['habilis.roles'])
  try {
    const { rows } = await superuser.query<{ mark: string | null }>(
      `select shobj_description(oid, 'pg_database') as mark from pg_database where datname = $1`,
      [DATABASE]
    )
    if (rows[0]?.mark === mark) return
    if (rows.length === 0) await superuser.query(`create database ${DATABASE}`)
    const database = new pg.Client(databaseUrl('postgres', passwords, port))
    await database.connect()
    try {
      await database.query('begin')
      await database.query(roles)
      for (const login of LOGINS) {
        await database.query(`alter role ${login} password ${literal(passwords[login])}`)
      }
      await database.query(`comment on database ${DATABASE} is '${mark}'`)
      await database.query('commit')
    } finally {
      await database.end()
    }
  } finally {
    await superuser.query('select pg_advisory_unlock(hashtext($1))', ['habilis.roles'])
  }
}

function literal(value: string): string {
  return `'${value.replaceAll("'", "''")}'`
}
