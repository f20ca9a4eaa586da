import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from '@japa/runner'
import { findPostmaster, parsePostmaster } from '../../../bin/embedded/postmaster.js'

const file = (pid: number, status: string) =>
  `${pid}\n/somewhere/postgres\n1795000000\n40123\n\n127.0.0.1\n  123  456\n${status}\n`

test.group('postmaster.pid', () => {
  test('says where the server is and that it is ready', ({ assert }) => {
    assert.deepEqual(parsePostmaster(file(4321, 'ready   ')), {
      pid: 4321,
      port: 40_123,
      ready: true,
    })
  })

  test('a server that starts or stops is not ready', ({ assert }) => {
    assert.isFalse(parsePostmaster(file(4321, 'starting'))?.ready)
    assert.isFalse(parsePostmaster(file(4321, 'stopping'))?.ready)
    assert.isFalse(parsePostmaster('4321\n/somewhere\n')?.ready)
  })

  test('an empty or foreign file says nothing', ({ assert }) => {
    assert.isUndefined(parsePostmaster(''))
    assert.isUndefined(parsePostmaster('hello\n'))
  })
})

test.group('finding the server of a folder', (group) => {
  let folder: string
  group.each.setup(async () => {
    folder = await mkdtemp(join(tmpdir(), 'habilis-postmaster-'))
    return () => rm(folder, { recursive: true })
  })

  test('there is none where nothing was written', async ({ assert }) => {
    assert.isUndefined(await findPostmaster(folder))
  })

  test('a file left by a process that is gone counts for nothing', async ({ assert }) => {
    const child = spawn(process.execPath, ['-e', ''])
    await once(child, 'exit')
    await writeFile(join(folder, 'postmaster.pid'), file(child.pid ?? 0, 'ready'))
    assert.isUndefined(await findPostmaster(folder))
  })

  test('a number that now belongs to another program is not our server', async ({ assert }) => {
    await writeFile(join(folder, 'postmaster.pid'), file(process.pid, 'ready'))
    assert.isUndefined(await findPostmaster(folder))
    await assert.rejects(() => stat(join(folder, 'postmaster.pid')), /ENOENT/)
  }).skip(process.platform !== 'linux', 'Only Linux tells what a process runs')
})
