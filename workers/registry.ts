import {
  isJob,
  isSchedule,
  type Job,
  type JobHandler,
  type Schedule,
} from '#shared/jobs/define_job'

/** A mistake in the modules' `jobs.ts`: the workers don't start with it. */
export class InvalidRegistry extends Error {
  override name = 'InvalidRegistry'
}

/** Every job and schedule of the product, by name. */
export class Registry {
  private jobs = new Map<string, Job<object>>()
  readonly schedules: Schedule[] = []

  /** @param modules each module's `jobs.ts`, by the module's name: everything it exports counts */
  constructor(modules: Record<string, object>) {
    for (const [module, exported] of Object.entries(modules)) {
      for (const value of Object.values(exported)) {
        if (isJob(value)) this.add(module, value)
        if (isSchedule(value)) this.schedules.push(value)
      }
    }
    for (const { job, cron } of this.schedules) {
      if (this.jobs.get(job.name) !== job) {
        throw new InvalidRegistry(`The schedule of "${job.name}" is for a job that is not exported`)
      }
      if (!isUnambiguous(cron)) {
        throw new InvalidRegistry(
          `"${cron}" (${job.name}) falls between 2 and 3 o'clock, which is skipped or repeated ` +
            `when clocks change`
        )
      }
    }
    const scheduled = this.schedules.map(({ job }) => job.name)
    const twice = scheduled.find((name, index) => scheduled.indexOf(name) !== index)
    if (twice) throw new InvalidRegistry(`The job "${twice}" has two schedules`)
  }

  find(name: string): Job<object> | undefined {
    return this.jobs.get(name)
  }

  names(): string[] {
    return [...this.jobs.keys()]
  }

  /** Loads every handler, so that a missing one stops the start and not a job, one night. */
  async loadHandlers(): Promise<void> {
    for (const job of this.jobs.values()) await loadHandler(job)
  }

  private add(module: string, job: Job<object>) {
    if (!job.name.startsWith(`${module}.`)) {
      throw new InvalidRegistry(`The job "${job.name}" is declared by the module ${module}`)
    }
    if (this.jobs.has(job.name)) {
      throw new InvalidRegistry(`Two jobs are called "${job.name}"`)
    }
    this.jobs.set(job.name, job)
  }
}

/** The handler of a job. Throws {@link InvalidRegistry} when there is none. */
export async function loadHandler(job: Job<object>): Promise<JobHandler<object>> {
  let handler: Partial<JobHandler<object>>
  try {
    handler = await job.handler()
  } catch (cause) {
    throw new InvalidRegistry(`The handler of "${job.name}" can't be loaded`, { cause })
  }
  if (typeof handler.handle !== 'function') {
    throw new InvalidRegistry(`The handler file of "${job.name}" doesn't export handle()`)
  }
  return handler as JobHandler<object>
}

/** A cron whose hours are `*`, `*\/n` or lists without 2. */
function isUnambiguous(cron: string): boolean {
  const [, hours, ...rest] = cron.trim().split(/\s+/)
  if (rest.length !== 3 || hours === undefined) return false
  if (hours === '*') return true
  return hours.split(',').every((hour) => /^\d{1,2}$/.test(hour) && Number(hour) !== 2)
}
