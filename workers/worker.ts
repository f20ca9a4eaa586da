import { errors } from '@vinejs/vine'
import type { Logger } from '@adonisjs/core/logger'
import { tenancy } from '#shared/tenancy/main'
import type { Job, JobContext } from '#shared/jobs/define_job'
import { Hopeless, type ConsumerEvents, type Delivery } from './queues.js'
import { loadHandler, type Registry } from './registry.js'
import { isUnsettled, outboxKeyOf, settle, type OutboxKey } from './outbox_entry.js'

/** Runs one try of a job: payload checked, handler loaded, in the scope that the job declares. */
export function processorOf(registry: Registry, logger: Logger) {
  return async (delivery: Delivery): Promise<void> => {
    const job = registry.find(delivery.name)
    // A newer process knows it: tried again while versions are being exchanged, then dead-lettered.
    if (!job) throw new Error(`No job is called "${delivery.name}" here`)
    const started = performance.now()
    const message = outboxKeyOf(delivery.id)
    const context = { outboxId: delivery.id.replace('outbox-', '') }
    let payload: object | undefined
    try {
      payload = await checked(job, delivery.payload)
      const { handle } = await loadHandler(job)
      await once(job, message, () => handle(payload!, context))
    } catch (error) {
      if (delivery.last || error instanceof Hopeless) {
        await abandon(job, message, payload, context).catch((err: unknown) =>
          logger.error({ err, job: job.name, id: delivery.id }, 'giving a job up failed')
        )
      }
      throw error
    }
    const ms = Math.round(performance.now() - started)
    logger.info({ job: job.name, id: delivery.id, tries: delivery.tries, ms }, 'job done')
  }
}

/**
 * Runs a job's work unless its message is settled, and settles it. In the job's scope both are
 * one transaction, and the message's row makes a second worker wait that took the job over from
 * one that was only slow.
 */
async function once(
  job: Job<object>,
  message: OutboxKey | undefined,
  work: () => Promise<unknown>
): Promise<void> {
  const inScope = <T>(fn: () => Promise<T>) => tenancy.asSystem(`job ${job.name}`, fn)
  if (job.scope !== 'own') {
    return inScope(async () => {
      if (!message || (await settle(message))) await work()
    })
  }
  if (message && !(await inScope(() => isUnsettled(message)))) return
  await work()
  if (message) await inScope(() => settle(message))
}

async function abandon(
  job: Job<object>,
  message: OutboxKey | undefined,
  payload: object | undefined,
  context: JobContext
): Promise<void> {
  const { abandoned } = await loadHandler(job)
  await once(job, message, async () => payload && abandoned?.(payload, context))
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

/** A store that is away says so on every connection, again and again. */
const REPEATED = 10_000

/** What an operator has to know: tries that failed, and jobs given up. */
export function reportTo(logger: Logger): ConsumerEvents {
  let last = { message: '', at: 0 }
  return {
    onFailed({ name, id, tries }, error, final) {
      const what = { job: name, id, tries, err: error }
      if (final) logger.error(what, 'job given up, kept among the failed ones')
      else logger.warn(what, 'job failed, will be tried again')
    },
    onError(error) {
      if (error.message === last.message && Date.now() - last.at < REPEATED) return
      last = { message: error.message, at: Date.now() }
      logger.warn({ err: error }, 'queue error')
    },
  }
}
