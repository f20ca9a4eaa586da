import { spawn } from 'node:child_process'
import { copyFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ROOT } from '../../bin/embedded/paths.js'
import { Problem } from '../../bin/embedded/problem.js'

/** The folder of what we compare with, which has its own dependencies. */
export const PEERS = join(ROOT, 'tests/benchmarks/peers')

/** Installs the peers as their lock file names them, unless that was done. */
export async function installPeers(say: (line: string) => void): Promise<void> {
  const lock = join(PEERS, 'package-lock.json')
  const installed = join(PEERS, 'node_modules/.installed-lock.json')
  const wanted = await readFile(lock, 'utf8')
  if ((await readFile(installed, 'utf8').catch(() => '')) === wanted) return
  say('Installing what is compared with (tests/benchmarks/peers)…')
  const code = await npmInstall()
  if (code !== 0) throw new Problem(`npm install in ${PEERS} failed (code ${code}).`)
  await copyFile(lock, installed)
}

/** The versions of the peers, for the table's header. */
export async function peerVersions(): Promise<Record<string, string>> {
  const { dependencies } = JSON.parse(await readFile(join(PEERS, 'package.json'), 'utf8'))
  return dependencies
}

function npmInstall(): Promise<number | null> {
  const { npm_execpath: npm } = process.env
  const [command, ...first] = npm ? [process.execPath, npm] : ['npm']
  const args = [...first, 'install', '--no-save', '--no-audit', '--no-fund', '--ignore-scripts']
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: PEERS, stdio: ['ignore', 'ignore', 'inherit'] })
    child.on('error', reject)
    child.on('exit', resolve)
  })
}
