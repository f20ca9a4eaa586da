import { errors } from '@vinejs/vine'
import type { Logger } from '@adonisjs/core/logger'
import { tenancy } from '#shared/tenancy/main'
import type { Job, JobContext, JobHandler } from '#shared/jobs/define_job'
import { loadHandler, type Registry } from './registry.js'
import { Hopeless, type ConsumerEvents, type Delivery } from './queues.js'

const OUTBOX_PREFIX = 'outbox-'

/**
 * The id under which the queue knows an outbox message: twice added, it is there once. The
 * moment of its birth is part of it, because a database restored from a backup counts on from an
 * old number, and the queue would take new messages for those it has already done.
 *
 * @param born microseconds since 1970
 */
export const entryIdOf = (outboxId: number, born: number) =>
  `${OUTBOX_PREFIX}${outboxId}-${born.toString(36)}`

/** Runs one try of a job: payload checked, handler loaded, in the scope that the job declares. */
export function processorOf(registry: Registry, logger: Logger) {
  return async (delivery: Delivery): Promise<void> => {
    const job = registry.find(delivery.name)
    // A newer process knows it: tried again while versions are being exchanged, then dead-lettered.
    if (!job) throw new Error(`No job is called "${delivery.name}" here`)
    const payload = await checked(job, delivery.payload)
    const handler = await loadHandler(job)
    const context = { outboxId: delivery.id.replace(OUTBOX_PREFIX, '') }
    const started = performance.now()
    try {
      await run(job, handler.handle, payload, context)
    } catch (error) {
      if (handler.abandoned && (delivery.last || error instanceof Hopeless)) {
        await run(job, handler.abandoned, payload, context)
      }
      throw error
    }
    const ms = Math.round(performance.now() - started)
    logger.info({ job: job.name, id: delivery.id, tries: delivery.tries, ms }, 'job done')
  }
}

async function checked(job: Job<object>, payload: unknown): Promise<object> {
  try {
    return await job.payload.validate(payload)
  } catch (error) {
    // The words of the validator name fields, not values.
    if (!(error instanceof errors.E_VALIDATION_ERROR)) throw error
    const faults = (error.messages as { field: string; rule: string }[])
      .map(({ field, rule }) => `${field} (${rule})`)
      .join(', ')
    throw new Hopeless(`The payload of "${job.name}" is not valid: ${faults}`)
  }
}

function run(
  job: Job<object>,
  handle: JobHandler<object>['handle'],
  payload: object,
  context: JobContext
): Promise<void> {
  if (job.scope === 'own') return handle(payload, context)
  return tenancy.asSystem(`job ${job.name}`, () => handle(payload, context))
}

/** What an operator has to know: tries that failed, and jobs given up. */
export function reportTo(logger: Logger): ConsumerEvents {
  return {
    onFailed({ name, id, tries }, error, final) {
      const what = { job: name, id, tries, err: error }
      if (final) logger.error(what, 'job given up, kept among the failed ones')
      else logger.warn(what, 'job failed, will be tried again')
    },
    onError(error) {
      logger.warn({ err: error }, 'queue error')
    },
  }
}
