import logger from '@adonisjs/core/services/logger'
import { registry } from '#workers/modules'
import { processorOf } from '#workers/worker'
import { rowsOf } from './database.js'

/**
 * Does what waits in the outbox, and what that asks for, one after the other in this process: as
 * the workers would, without queues or pauses between tries. A failing job fails the test, unless
 * it is given up here as the queue would give it up.
 *
 * @param only names of jobs, as a SQL pattern
 */
export async function workOffOutbox({
  only = '%',
  givingUp = false,
}: { only?: string; givingUp?: boolean } = {}): Promise<void> {
  const process = processorOf(registry(), logger)
  for (;;) {
    const [message] = await rowsOf<{ id: number; job: string; payload: object }>(
      `update outbox_messages set dispatched_at = now() where id =
         (select id from outbox_messages where dispatched_at is null and job like ?
          order by id limit 1)
       returning id, job, payload`,
      [only]
    )
    if (!message) return
    const delivery = { id: `outbox-${message.id}`, name: message.job, payload: message.payload }
    try {
      await process({ ...delivery, tries: 1, last: givingUp })
    } catch (error) {
      if (!givingUp) throw error
    }
  }
}
