import type { JobsOptions } from 'bullmq'
import type { QueueName } from '#shared/jobs/define_job'

/** Pauses are in milliseconds, ages in seconds: so BullMQ wants them. */
const SECOND = 1_000
const MINUTE = 60 * SECOND
const DAY = 24 * 60 * 60

/** A part of each pause is random, so that the jobs of a morning do not all knock again at once. */
const JITTER = 0.5

const FIVE_TRIES = {
  attempts: 5,
  removeOnComplete: { age: 7 * DAY },
  removeOnFail: { age: 30 * DAY },
  stackTraceLimit: 5,
} satisfies JobsOptions

/** Over about four minutes: somebody may be waiting, or the next occurrence comes soon. */
const SOON = {
  ...FIVE_TRIES,
  backoff: { type: 'exponential', delay: 15 * SECOND, jitter: JITTER },
} satisfies JobsOptions

/** Over about five hours: mail servers are away for that long, and a mail is worth the wait. */
const PATIENTLY = { ...FIVE_TRIES, backoff: { type: 'patient' } } satisfies JobsOptions

export const JOB_OPTIONS: Readonly<Record<QueueName, JobsOptions>> = Object.freeze({
  mails: PATIENTLY,
  pdfs: SOON,
  maintenance: SOON,
})

/**
 * Pauses of 2, 10, 50 and 250 minutes at most, in milliseconds. BullMQ only doubles: with five
 * tries either the first pause would be too long for a link somebody waits for, or the last too
 * short for an outage.
 */
export function patientBackoff(attemptsMade: number): number {
  const longest = 2 * MINUTE * 5 ** (attemptsMade - 1)
  return Math.round(longest * (1 - JITTER * Math.random()))
}

/**
 * A killed worker's job runs again within lock + check: 15 s, where BullMQ's defaults take 60.
 * Kills are the operator's doing, not the job's fault, so several are forgiven; not endlessly,
 * because a job that takes its worker down with it must end among the dead letters.
 */
export const WORKER_OPTIONS = Object.freeze({
  lockDuration: 10_000,
  stalledInterval: 5_000,
  maxStalledCount: 10,
  settings: { backoffStrategy: patientBackoff },
})

/** How many jobs of a queue one process runs at a time: PDFs take a whole core each. */
export const CONCURRENCY: Readonly<Record<QueueName, number>> = Object.freeze({
  mails: 5,
  pdfs: 1,
  maintenance: 2,
})
