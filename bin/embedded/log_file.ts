import { mkdirSync, openSync, renameSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname } from 'node:path'

const READ_AT_MOST = 16_384

/** The last lines of a file, joined; empty when there is no such file. */
export async function lastLines(file: string, count: number): Promise<string> {
  const handle = await open(file).catch(() => undefined)
  if (!handle) return ''
  try {
    const { size } = await handle.stat()
    const length = Math.min(size, READ_AT_MOST)
    const { buffer } = await handle.read(Buffer.alloc(length), 0, length, size - length)
    return buffer.toString('utf8').trimEnd().split('\n').slice(-count).join('\n')
  } finally {
    await handle.close()
  }
}

/** Opens a log for a process, keeping the one of the run before as `<file>.previous`. */
export function openLog(file: string): number {
  mkdirSync(dirname(file), { recursive: true })
  try {
    renameSync(file, `${file}.previous`)
  } catch {
    // First run: nothing to keep.
  }
  return openSync(file, 'a', 0o600)
}
