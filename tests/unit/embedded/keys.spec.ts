import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { generateKeys, provideKeys, readKeys, unwritable } from '../../../bin/embedded/keys.js'
import { Problem } from '../../../bin/embedded/problem.js'

test.group('The keys of an installation', (group) => {
  let folder: string
  let file: string
  group.each.setup(async () => {
    folder = await mkdtemp(join(tmpdir(), 'habilis-keys-'))
    file = join(folder, 'storage/keys.json')
    return () => rm(folder, { recursive: true })
  })

  test('are made once and stay', async ({ assert }) => {
    const made = await provideKeys(file)
    assert.deepEqual(await provideKeys(file), made)
    assert.deepEqual(await readKeys(file), made)
  })

  test('are closed to others', async ({ assert }) => {
    await provideKeys(file)
    assert.equal((await stat(file)).mode & 0o777, 0o600)
  })

  test('are closed again when someone has opened them', async ({ assert }) => {
    await provideKeys(file)
    await chmod(file, 0o644)
    await readKeys(file)
    assert.equal((await stat(file)).mode & 0o777, 0o600)
  })

  test('are the same for all who arrive together, and nothing else stays', async ({ assert }) => {
    const all = await Promise.all(Array.from({ length: 8 }, () => provideKeys(file)))
    for (const keys of all) assert.deepEqual(keys, all[0])
    assert.deepEqual(await readdir(join(folder, 'storage')), ['keys.json'])
  })

  test('differ from one installation to the next, in every secret', ({ assert }) => {
    const flat = () => {
      const { database, ...keys } = generateKeys()
      return [...Object.values(keys), ...Object.values(database)]
    }
    assert.equal(new Set([...flat(), ...flat()]).size, 14)
  })

  test('are never replaced when they are damaged', async ({ assert }) => {
    await provideKeys(file)
    await writeFile(file, '{"APP_KEY":"half')
    await assert.rejects(() => provideKeys(file), /damaged.*backup/s)
  })
})

test.group('A disk that refuses', () => {
  const refusal = (code: string) => Object.assign(new Error(code), { code })

  test('is explained with what to do', ({ assert }) => {
    for (const [code, words] of [
      ['EROFS', /read-only.*DATABASE_URL/s],
      ['EACCES', /may not write in \/srv\/habilis.*DATABASE_URL/s],
      ['ENOSPC', /full: make room/],
    ] as const) {
      const explained = unwritable('/srv/habilis', refusal(code))
      assert.instanceOf(explained, Problem)
      assert.match((explained as Problem).message, words)
    }
  })

  test('other failures pass as they came', ({ assert }) => {
    const error = refusal('EIO')
    assert.strictEqual(unwritable('/srv/habilis', error), error)
  })
})
