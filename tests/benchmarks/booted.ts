import 'reflect-metadata'
import rcFile from '../../adonisrc.js'
import { application } from '../../bin/application.js'

/**
 * Runs `work` in the booted application, without its routes and commands, as a worker process is;
 * what it returns goes as JSON to the file that HANDOVER names.
 */
export async function booted(work: () => Promise<unknown>): Promise<void> {
  const { writeFile } = await import('node:fs/promises')
  const app = application()
    .tap((created) => created.rcContents({ ...rcFile, preloads: [], commands: [] }))
    .createApp('console')
  await app.init()
  await app.boot()
  await app.start(async () => {
    await writeFile(process.env.HANDOVER!, JSON.stringify((await work()) ?? null), { mode: 0o600 })
  })
  await app.terminate()
}
