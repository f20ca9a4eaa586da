import env from '#start/env'
import type { QueueName } from '#shared/jobs/define_job'

/** One message for a queue. The id makes adding it twice harmless. */
export interface QueueEntry {
  id: string
  name: string
  payload: unknown
}

/** What a schedule puts on a queue, and when. */
export interface QueueSchedule {
  id: string
  name: string
  payload: unknown
  /** Five fields, read in `timeZone`. */
  cron: string
  timeZone: string
}

export interface KnownSchedule {
  id: string
  cron?: string
  timeZone?: string
  /** When it is due next, in milliseconds; in the past when nobody has taken it yet. */
  next?: number
}

export type Counts = Record<'waiting' | 'active' | 'delayed' | 'failed' | 'completed', number>

/**
 * What a queue knows of an entry. `there`: it waits, runs or is done. `crashed`: it took its
 * worker down with it too often and is not tried any more; `failed`: its tries are used up.
 */
export type EntryState = 'gone' | 'there' | 'failed' | 'crashed'

/** The sending side of a queue. Every call fails within seconds when the queue is away. */
export interface Queue {
  addAll(entries: QueueEntry[]): Promise<void>
  stateOf(id: string): Promise<EntryState>
  /** Forgets an entry, unless it is being worked on. */
  remove(id: string): Promise<void>
  upsertSchedule(schedule: QueueSchedule): Promise<void>
  /** The schedules that this queue knows. */
  schedules(): Promise<KnownSchedule[]>
  removeSchedule(id: string): Promise<void>
  counts(): Promise<Counts>
  close(): Promise<void>
}

/** One try of one entry. */
export interface Delivery extends QueueEntry {
  /** Counts from 1. */
  tries: number
  /** No other try follows. */
  last: boolean
}

/** Thrown by a processor for what no further try can mend: straight to the dead letters. */
export class Hopeless extends Error {
  override name = 'Hopeless'
}

export interface Consumer {
  /** Takes nothing new and resolves when what runs has ended. */
  close(): Promise<void>
}

export interface ConsumerEvents {
  onFailed(delivery: Delivery, error: Error, final: boolean): void
  onError(error: Error): void
}

/** Where queues live. Nothing outside workers/backends knows which. */
export interface QueueBackend {
  queue(name: QueueName): Queue
  consume(
    name: QueueName,
    process: (delivery: Delivery) => Promise<void>,
    events: ConsumerEvents
  ): Promise<Consumer>
  /** Creates or updates what the queues need in their store; safe when several do so at once. */
  migrate(): Promise<void>
  close(): Promise<void>
}

/** The configured backend: Redis when REDIS_URL is set, else PostgreSQL. */
export async function openQueueBackend(): Promise<QueueBackend> {
  const redisUrl = env.get('REDIS_URL')
  if (redisUrl) {
    const { RedisBackend } = await import('./backends/redis.js')
    return new RedisBackend(redisUrl)
  }
  const jobsUrl = env.get('DATABASE_JOBS_URL')
  if (!jobsUrl) {
    throw new Error('Neither REDIS_URL nor DATABASE_JOBS_URL is set: jobs have no queue')
  }
  const { PostgresBackend } = await import('./backends/postgres.js')
  return new PostgresBackend(jobsUrl)
}

/** Prepares the configured backend's store. */
export async function migrateQueues(): Promise<void> {
  const backend = await openQueueBackend()
  try {
    await backend.migrate()
  } finally {
    await backend.close()
  }
}
