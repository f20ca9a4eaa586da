import type { VineValidator } from '@vinejs/vine'

/** Queues by kind of work, so that a long export never delays a mail. */
export type QueueName = 'mails' | 'pdfs' | 'maintenance'

export const QUEUE_NAMES: readonly QueueName[] = ['mails', 'pdfs', 'maintenance']

export interface JobContext {
  /** The same at every try: mails derive their Message-ID from it. */
  outboxId: string
}

/** What a job's handler file exports. */
export interface JobHandler<Payload> {
  /** Does one thing; harmless the second time; returns quietly when its subject is gone. */
  handle: (payload: Payload, context: JobContext) => Promise<void>
  /** Told once the last try has failed, to leave a trace where a person looks for the result. */
  abandoned?: (payload: Payload, context: JobContext) => Promise<void>
}

/** What is done later: a name that never changes once deployed, a payload of ids, a handler. */
export interface Job<Payload> {
  /** `module.imperative_phrase` */
  name: string
  queue: QueueName
  /** Validated again by the worker: a payload may be older than the code that reads it. */
  payload: Pick<VineValidator<any, any>, 'validate'> // any: the validator's own schema type adds nothing here
  /** Loaded by the worker only: the web process never loads mail or PDF code. */
  handler: () => Promise<JobHandler<Payload>>
  /**
   * `job` (the default): the handler runs inside one system scope, one transaction, and just
   * queries. `own`: it opens its scopes itself, because it works long or in many portions.
   */
  scope?: 'job' | 'own'
}

/** Puts a job on its queue by the calendar. */
export interface Schedule {
  job: Job<object>
  /**
   * Five cron fields in the installation's time zone. Hours between 2 and 3 do not exist on one
   * night a year and exist twice on another: the registry refuses them.
   */
  cron: string
}

const jobs = new WeakSet<object>()
const schedules = new WeakSet<object>()

/** Declares a job in a module's `jobs.ts`; exporting it registers it with the workers. */
export function defineJob<Payload extends object>(job: Job<Payload>): Job<Payload> {
  jobs.add(job)
  return Object.freeze(job)
}

/** Declares a schedule in a module's `jobs.ts`; exporting it registers it with the workers. */
export function defineSchedule(schedule: { job: Job<{}>; cron: string }): Schedule {
  schedules.add(schedule)
  return Object.freeze(schedule as Schedule)
}

export const isJob = (value: unknown): value is Job<object> =>
  typeof value === 'object' && value !== null && jobs.has(value)

export const isSchedule = (value: unknown): value is Schedule =>
  typeof value === 'object' && value !== null && schedules.has(value)
