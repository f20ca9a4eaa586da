import app from '@adonisjs/core/services/app'
import logger from '@adonisjs/core/services/logger'
import { QueueProbe } from '#workers/queue_probe'
import { Readiness } from '#shared/health/readiness'
import { databaseAnswers, outboxIsRelayed } from '#shared/health/database_checks'

/** How old the state at the bottom of every page may be, in milliseconds: no page waits for it. */
const LOOK_EVERY = 5_000

const queue = new QueueProbe()

/** What a web process needs before it is sent requests. */
export const readiness = new Readiness([databaseAnswers, queue, outboxIsRelayed], (check, error) =>
  logger.warn({ err: error, check }, 'not ready')
)

// Registered when the server already listens, hence run before it is closed.
app.ready(() => {
  // One that was told to end while it started begins nothing that nobody would stop.
  if (app.getEnvironment() !== 'web' || app.isTerminating || app.isTerminated) return
  void readiness.look()
  const looking = setInterval(() => void readiness.look(), LOOK_EVERY)
  app.terminating(async () => {
    clearInterval(looking)
    await readiness.leave()
    await queue.close()
  })
})
