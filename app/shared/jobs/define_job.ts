import type { VineValidator } from '@vinejs/vine'

/** Queues by kind of work, so that a long export never delays a mail. */
export type QueueName = 'mails' | 'pdfs' | 'maintenance'

export interface JobContext {
  /** The same at every try: mails derive their Message-ID from it. */
  outboxId: string
}

/** What is done later: a name that never changes once deployed, a payload of ids, a handler. */
export interface Job<Payload> {
  name: string
  queue: QueueName
  /** Validated again by the worker: a payload may be older than the code that reads it. */
  payload: Pick<VineValidator<any, any>, 'validate'> // any: the validator's own schema type adds nothing here
  /** Loaded by the worker only: the web process never loads mail or PDF code. */
  handler: () => Promise<{ handle: (payload: Payload, context: JobContext) => Promise<void> }>
}

/** Declares a job in a module's `jobs.ts`. */
export function defineJob<Payload extends object>(job: Job<Payload>): Job<Payload> {
  return Object.freeze(job)
}
