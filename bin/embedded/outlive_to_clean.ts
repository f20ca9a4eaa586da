import { spawn } from 'node:child_process'

/*
 * Waits on a pipe. A line: the run has cleaned up by itself. Its end without a line: the run was
 * killed, so its PostgreSQL is stopped and its folder removed in its place.
 */
const SCRIPT = `
  read -r word && exit 0
  kill -INT "$1" 2>/dev/null
  while kill -0 "$1" 2>/dev/null; do sleep 0.2; done
  rm -rf "$2"
`

/**
 * Makes sure that a throw-away cluster goes even when this process is killed. Calling the answer
 * says that this process takes care of it.
 */
export function outliveToClean(postmasterPid: number, folder: string): () => Promise<void> {
  const child = spawn('/bin/sh', ['-c', SCRIPT, 'sh', String(postmasterPid), folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    cwd: '/',
  })
  child.unref()
  child.on('error', () => undefined)
  child.stdin.on('error', () => undefined)
  return () =>
    new Promise((resolve) => {
      child.ref()
      child.on('exit', () => resolve())
      if (child.exitCode !== null) resolve()
      child.stdin.end('done\n')
    })
}
