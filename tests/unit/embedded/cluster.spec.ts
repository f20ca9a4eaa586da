import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { test } from '@japa/runner'
import { generateKeys } from '../../../bin/embedded/keys.js'
import { outliveToClean } from '../../../bin/embedded/outlive_to_clean.js'
import { findPostmaster } from '../../../bin/embedded/postmaster.js'
import { usePostgres } from '../../../bin/embedded/postgres.js'

test.group('The embedded PostgreSQL', (group) => {
  let folder: string
  group.each.setup(async () => {
    folder = await mkdtemp(join(process.env.TEST_DIRECTORY ?? tmpdir(), 'cluster-'))
    await chmod(folder, 0o711)
    return () => rm(folder, { recursive: true, maxRetries: 10 })
  })

  const passwords = generateKeys().database
  const use = async (secrets = passwords) => {
    const postgres = await usePostgres({
      directory: join(folder, 'postgres'),
      log: join(folder, 'postgres.log'),
      passwords: secrets,
      durable: false,
    })
    // A run that is interrupted here must not leave a server behind.
    const cleanedUp = outliveToClean(postgres.pid, folder)
    return {
      ...postgres,
      release: async () => {
        const answer = await postgres.release()
        await cleanedUp()
        return answer
      },
    }
  }

  async function ask(url: string, sql: string) {
    const client = new pg.Client(url)
    await client.connect()
    try {
      return (await client.query(sql)).rows[0]
    } finally {
      await client.end()
    }
  }

  test('is created with its roles, keeps its data, and leaves nothing when stopped', async ({
    assert,
  }) => {
    const first = await use()
    const { DATABASE_URL, DATABASE_OWNER_URL, DATABASE_JOBS_URL } = first.environment
    assert.deepEqual(await ask(DATABASE_URL, 'select current_user as name'), { name: 'habilis' })
    assert.deepEqual(await ask(DATABASE_JOBS_URL, 'select current_user as name'), {
      name: 'habilis_jobs',
    })
    await ask(DATABASE_OWNER_URL, 'create table kept as select 1 as one')
    assert.equal(await first.release(), 'stopped')
    assert.isUndefined(await findPostmaster(join(folder, 'postgres')))
    assert.sameMembers(await readdir(folder), ['postgres', 'postgres.log'])

    const second = await use()
    assert.deepEqual(await ask(second.environment.DATABASE_OWNER_URL, 'select * from kept'), {
      one: 1,
    })
    await second.release()
  })

  test('is shared by those who ask for it together; the last one stops it', async ({ assert }) => {
    const all = await Promise.all([use(), use(), use()])
    assert.lengthOf(new Set(all.map(({ pid }) => pid)), 1)
    assert.equal(await all[1].release(), 'still used')
    assert.equal(await all[0].release(), 'still used')
    await ask(all[2].environment.DATABASE_URL, 'select 1')
    assert.equal(await all[2].release(), 'stopped')
  })

  test('takes no connection without a password, nor from another machine', async ({
    assert,
    cleanup,
  }) => {
    const postgres = await use()
    cleanup(async () => void (await postgres.release()))
    await assert.rejects(
      () => ask(`postgresql://postgres:guess@127.0.0.1:${postgres.port}/postgres`, 'select 1'),
      /password authentication failed/
    )
    const owner = postgres.environment.DATABASE_OWNER_URL
    assert.deepEqual(await ask(owner, 'show listen_addresses'), { listen_addresses: '127.0.0.1' })
  })

  test('says so when it was made with other keys', async ({ assert, cleanup }) => {
    const postgres = await use()
    cleanup(async () => void (await postgres.release()))
    await assert.rejects(() => use(generateKeys().database), /made with other keys/)
  })

  test('tells its user when it goes away', async () => {
    const postgres = await use()
    process.kill(postgres.pid, 'SIGINT')
    await postgres.lost
    await postgres.release()
  }).timeout(120_000)
})
