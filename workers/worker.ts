import { errors } from '@vinejs/vine'
import type { Logger } from '@adonisjs/core/logger'
import type { Job } from '#shared/jobs/define_job'
import { Hopeless, type ConsumerEvents, type Delivery, type QueueEntry } from './queues.js'
import { loadHandler, type Registry } from './registry.js'
import { outboxKeyOf } from './outbox_entry.js'
import { abandon, once } from './settlement.js'

/** Runs one try of a job: payload checked, handler loaded, in the scope that the job declares. */
export function processorOf(registry: Registry, logger: Logger) {
  return async (delivery: Delivery): Promise<void> => {
    const job = registry.find(delivery.name)
    // A newer process knows it. When all tries have met older ones the message stays unsettled,
    // and the newer one's relay hands it over again.
    if (!job) throw new Error(`No job is called "${delivery.name}" here`)
    const started = performance.now()
    const task = { job, message: outboxKeyOf(delivery.id) }
    const context = contextOf(delivery)
    let payload: object | undefined
    try {
      payload = await checked(job, delivery.payload)
      const { handle } = await loadHandler(job)
      await once(task, 'done', () => handle(payload!, context))
    } catch (error) {
      if (delivery.last || error instanceof Hopeless) {
        // Unsettled, it is handed over again: the database was away, not the job at fault.
        await abandon(task, payload, context, logger).catch((err: unknown) =>
          logger.error({ err, job: job.name, id: delivery.id }, 'giving a job up failed')
        )
      }
      throw error
    }
    const ms = Math.round(performance.now() - started)
    logger.info({ job: job.name, id: delivery.id, tries: delivery.tries, ms }, 'job done')
  }
}

/** Gives up a message that the queue does not try any more, where no worker was left to do so. */
export async function giveUp(job: Job<object>, entry: QueueEntry, logger: Logger): Promise<void> {
  const payload = await checked(job, entry.payload).catch(() => undefined)
  await abandon({ job, message: outboxKeyOf(entry.id) }, payload, contextOf(entry), logger)
}

const contextOf = ({ id }: QueueEntry) => ({ outboxId: id.replace('outbox-', '') })

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
