/*
 * A worker process as `node ace jobs:work` makes one, with the tests' own jobs. It writes "ready"
 * and lives until a signal.
 */
import 'reflect-metadata'
import rcFile from '../../adonisrc.js'
import { application } from '../../bin/application.js'

const app = application()
  // Jobs need neither routes nor commands; without them the process is there sooner.
  .tap((created) => created.rcContents({ ...rcFile, preloads: [], commands: [] }))
  .createApp('console')

await app.init()
await app.boot()
await app.start(async () => {
  const { slowJob } = await import('./slow_job.js')
  const { Registry } = await import('#workers/registry')
  const { Runtime } = await import('#workers/runtime')
  const logger = await app.container.make('logger')
  const runtime = await Runtime.start(new Registry({ test: { slowJob } }), logger)
  app.terminating(() => runtime.stop())
})
process.stdout.write('ready\n')
