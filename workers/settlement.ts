import type { Logger } from '@adonisjs/core/logger'
import { tenancy } from '#shared/tenancy/main'
import type { Job, JobContext } from '#shared/jobs/define_job'
import { noteDelivered, noteUndelivered } from '#shared/mails/undelivered_mails'
import { loadHandler } from './registry.js'
import { isUnsettled, settle, type Ending, type OutboxKey } from './outbox_entry.js'

/** A job and the message that asks for it; a schedule's occurrence has none. */
export interface Task {
  job: Job<object>
  message: OutboxKey | undefined
}

/**
 * Runs a job's work unless its message is settled, and settles it. In the job's scope both are
 * one transaction, and the message's row makes a second worker wait that took the job over from
 * one that was only slow.
 */
export async function once(
  { job, message }: Task,
  ending: Ending,
  work: () => Promise<unknown>
): Promise<void> {
  const inScope = <T>(fn: () => Promise<T>) => tenancy.asSystem(`job ${job.name}`, fn)
  const end = async () => {
    if (message) await noteMail(job, ending, await settle(message, ending))
  }
  if (job.scope === 'own') {
    if (message && !(await inScope(() => isUnsettled(message)))) return
    await work()
    return inScope(end)
  }
  return inScope(async () => {
    const settled = message && (await settle(message, ending))
    if (message && !settled) return
    await work()
    await noteMail(job, ending, settled)
  })
}

/**
 * Gives a message up: its handler leaves a trace where a person looks for the result. When even
 * that fails the message is settled alone, or it would be handed over again for ever.
 */
export async function abandon(
  task: Task,
  payload: object | undefined,
  context: JobContext,
  logger: Logger
): Promise<void> {
  const { abandoned } = await loadHandler(task.job)
  try {
    await once(task, 'given up', async () => payload && abandoned?.(payload, context))
  } catch (err) {
    logger.error({ err, job: task.job.name, id: context.outboxId }, 'giving a job up left no trace')
    await once(task, 'given up', async () => {})
  }
}

/** What the principal manager is shown of mails about their organisation. */
async function noteMail(
  job: Job<object>,
  ending: Ending,
  settled: { organisationId: number | null } | undefined
): Promise<void> {
  if (job.queue !== 'mails' || !settled?.organisationId) return
  if (ending === 'done') await noteDelivered(settled.organisationId)
  else await noteUndelivered(settled.organisationId)
}
