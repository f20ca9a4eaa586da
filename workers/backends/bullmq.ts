import { UnrecoverableError, type Job, type JobsOptions } from 'bullmq'
import { WORKER_OPTIONS } from './options.js'
import {
  Hopeless,
  type Consumer,
  type ConsumerEvents,
  type Counts,
  type Delivery,
  type EntryState,
  type Queue,
  type QueueEntry,
  type QueueSchedule,
} from '../queues.js'

/** What we use of BullMQ's Queue: its two backends make incompatible types of it. */
interface BullQueue {
  addBulk(jobs: { name: string; data: unknown; opts: JobsOptions }[]): Promise<unknown>
  getJob(id: string): Promise<unknown>
  remove(id: string): Promise<unknown>
  upsertJobScheduler(
    id: string,
    repeat: { pattern: string; tz: string },
    template: { name: string; data: unknown; opts: JobsOptions }
  ): Promise<unknown>
  getJobSchedulers(): Promise<{ key: string; pattern?: string; tz?: string; next?: number }[]>
  removeJobScheduler(id: string): Promise<unknown>
  getJobCounts(...states: string[]): Promise<Record<string, number>>
  on(event: 'error', listener: (error: Error) => void): unknown
  close(): Promise<void>
}

/** What we use of BullMQ's Job where we look at one. */
type SeenJob = Pick<Job, 'stalledCounter' | 'isFailed'> | undefined

/** What we use of BullMQ's Worker. */
interface BullWorker {
  on(event: 'error', listener: (error: Error) => void): unknown
  on(event: 'failed', listener: (job: Job | undefined, error: Error) => void): unknown
  close(): Promise<void>
}

/** Longer than any healthy answer, shorter than anybody's patience. */
export const QUEUE_TIMEOUT = 5_000

async function inTime<T>(call: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The queue does not answer')), QUEUE_TIMEOUT)
  })
  try {
    return await Promise.race([call, late])
  } finally {
    clearTimeout(timer)
  }
}

/** A BullMQ queue, or what stands for it. */
interface Held {
  use<T>(call: (bull: BullQueue) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** Without a listener an idle connection's error would end the process; each call reports its own. */
export function quiet<T extends Pick<BullQueue, 'on'>>(bull: T): T {
  bull.on('error', () => {})
  return bull
}

async function stateOf(bull: BullQueue, id: string): Promise<EntryState> {
  const job = (await bull.getJob(id)) as SeenJob
  if (!job) return 'gone'
  if (!(await job.isFailed())) return 'there'
  return job.stalledCounter > WORKER_OPTIONS.maxStalledCount ? 'crashed' : 'failed'
}

/** Our queue over BullMQ's, whose entries are tried as the options say. */
export function queueOver(held: Held, options: JobsOptions): Queue {
  const ask = <T>(call: (bull: BullQueue) => Promise<T>) => inTime(held.use(call))
  return {
    async addAll(entries: QueueEntry[]) {
      const jobs = entries.map(({ id, name, payload }) => ({
        name,
        data: payload,
        opts: { ...options, jobId: id },
      }))
      await ask((bull) => bull.addBulk(jobs))
    },
    stateOf: (id) => ask((bull) => stateOf(bull, id)),
    async remove(id) {
      await ask((bull) => bull.remove(id))
    },
    async upsertSchedule({ id, name, payload, cron, timeZone }: QueueSchedule) {
      const template = { name, data: payload, opts: options }
      await ask((bull) => bull.upsertJobScheduler(id, { pattern: cron, tz: timeZone }, template))
    },
    async schedules() {
      return (await ask((bull) => bull.getJobSchedulers())).map(({ key, pattern, tz, next }) => ({
        id: key,
        cron: pattern,
        timeZone: tz,
        next,
      }))
    },
    async removeSchedule(id) {
      await ask((bull) => bull.removeJobScheduler(id))
    },
    async counts() {
      const states = ['waiting', 'active', 'delayed', 'failed', 'completed'] as const
      return (await ask((bull) => bull.getJobCounts(...states))) as Counts
    },
    async close() {
      await held.close()
    },
  }
}

/** The processor that BullMQ calls, over ours. It returns nothing: results are kept by the queue. */
export function processorOver(process: (delivery: Delivery) => Promise<void>) {
  return async (job: Job): Promise<void> => {
    try {
      await process(deliveryOf(job, job.attemptsMade + 1))
    } catch (error) {
      if (error instanceof Hopeless) throw new UnrecoverableError(error.message)
      throw error
    }
  }
}

export function consumerOver(bull: BullWorker, events: ConsumerEvents): Consumer {
  bull.on('error', (error) => events.onError(error))
  bull.on('failed', (job, error) => {
    if (!job) return
    const final =
      job.attemptsMade >= (job.opts.attempts ?? 1) || error instanceof UnrecoverableError
    events.onFailed(deliveryOf(job, job.attemptsMade), error, final)
  })
  return { close: () => bull.close() }
}

function deliveryOf(job: Job, tries: number): Delivery {
  const last = tries >= (job.opts.attempts ?? 1)
  return { id: job.id!, name: job.name, payload: job.data, tries, last }
}
