/*
 * Entry point for ace commands. The build writes one of its own, for compiled code.
 *
 * `node ace …` works under the machine's Node too: when that is older than the one that comes
 * with the installation, the command is handed to the latter.
 */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { fileURLToPath } from 'node:url'

const major = (version) => Number.parseInt(version, 10)
const { dependencies } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'))

if (major(process.versions.node) >= major(dependencies.node)) {
  await import('@poppinss/ts-exec')
  await import('./bin/console.js')
} else {
  const node = fileURLToPath(new URL('node_modules/.bin/node', import.meta.url))
  const command = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
  })
  // Ctrl-C reaches both; a signal sent to this process only has to be passed on.
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => command.kill('SIGTERM'))
  command.on('error', () => {
    process.stderr.write('Run "npm install" first: it brings the Node that Habilis runs on.\n')
    process.exitCode = 1
  })
  command.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + constants.signals[signal]
  })
}
