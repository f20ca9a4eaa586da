import type { JobsOptions } from 'bullmq'
import type { QueueName } from '#shared/jobs/define_job'

const DAY = 24 * 60 * 60

/**
 * Five tries over about four minutes; a half of each pause is random, so that the mails of a
 * morning do not all knock again at a server that has just come back.
 */
export const JOB_OPTIONS = Object.freeze({
  attempts: 5,
  backoff: { type: 'exponential', delay: 15_000, jitter: 0.5 },
  removeOnComplete: { age: 7 * DAY },
  removeOnFail: { age: 30 * DAY },
  stackTraceLimit: 5,
} satisfies JobsOptions)

/**
 * A killed worker's job runs again within lock + check: 15 s, where BullMQ's defaults take 60.
 * Kills are the operator's doing, not the job's fault, so several are forgiven; not endlessly,
 * because a job that takes its worker down with it must end among the dead letters.
 */
export const WORKER_OPTIONS = Object.freeze({
  lockDuration: 10_000,
  stalledInterval: 5_000,
  maxStalledCount: 10,
})

/** How many jobs of a queue one process runs at a time: PDFs take a whole core each. */
export const CONCURRENCY: Readonly<Record<QueueName, number>> = Object.freeze({
  mails: 5,
  pdfs: 1,
  maintenance: 2,
})
