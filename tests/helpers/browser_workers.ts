import logger from '@adonisjs/core/services/logger'
import { registry } from '#workers/modules'
import { Runtime } from '#workers/runtime'
import { backends } from '#tests/helpers/queues'

/** The real workers, in this process, until the test ends. Use as a group's setup. */
export async function whileWorkersRun() {
  const [backend] = backends
  await backend.empty()
  const runtime = await Runtime.start(registry(), logger, backend.open())
  return async () => {
    await runtime.stop()
    await backend.empty()
  }
}
