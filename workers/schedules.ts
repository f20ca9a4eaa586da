import { timeZone } from '#config/app'
import type { Logger } from '@adonisjs/core/logger'
import { QUEUE_NAMES, type QueueName, type Schedule } from '#shared/jobs/define_job'
import type { Registry } from './registry.js'
import type { KnownSchedule, Queue } from './queues.js'

/** How often the queues' schedules are compared with the registry's. */
const REVIEW = 60_000

/** An occurrence still untaken after this is not late but lost: the queue no longer holds it. */
const OVERDUE = 10 * 60_000

/**
 * Keeps the queues' schedules equal to the registry's. They are written when they are missing
 * (a new installation, a wiped Redis) or differ, not at every start: writing one replaces its
 * next occurrence, and with it the one that is due after a standstill.
 */
export class Schedules {
  private timer: NodeJS.Timeout | undefined
  private reviewing: Promise<void> = Promise.resolve()

  constructor(
    private registry: Registry,
    private queueOf: (name: QueueName) => Queue,
    private logger: Logger
  ) {}

  async start(): Promise<void> {
    await this.review(false)
    this.timer = setInterval(() => {
      this.reviewing = this.review(true)
    }, REVIEW)
  }

  async stop(): Promise<void> {
    clearInterval(this.timer)
    await this.reviewing
  }

  /** Compares once. `healing`: also renews schedules whose occurrence has been lost. */
  async review(healing: boolean): Promise<void> {
    try {
      for (const name of QUEUE_NAMES) await this.reviewQueue(name, healing)
    } catch (error) {
      this.logger.error({ err: error }, 'schedules could not be reviewed')
    }
  }

  private async reviewQueue(name: QueueName, healing: boolean) {
    const queue = this.queueOf(name)
    const known = new Map((await queue.schedules()).map((schedule) => [schedule.id, schedule]))
    const wanted = this.registry.schedules.filter(({ job }) => job.queue === name)
    for (const { job, cron } of wanted) {
      if (isCurrent(known.get(job.name), cron, healing)) continue
      await queue.upsertSchedule({ id: job.name, name: job.name, payload: {}, cron, timeZone })
    }
    for (const id of known.keys()) {
      if (!wanted.some(({ job }: Schedule) => job.name === id)) await queue.removeSchedule(id)
    }
  }
}

function isCurrent(known: KnownSchedule | undefined, cron: string, healing: boolean): boolean {
  if (!known || known.cron !== cron || known.timeZone !== timeZone) return false
  return !healing || known.next === undefined || known.next > Date.now() - OVERDUE
}
