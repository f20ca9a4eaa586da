import { booted } from './booted.js'

/* The expiry check as a worker runs it: how long, and how much memory more than before. */
await booted(async () => {
  const { default: logger } = await import('@adonisjs/core/services/logger')
  const { registry } = await import('#workers/modules')
  const { processorOf } = await import('#workers/worker')
  const { checkPasswordExpiry } = await import('../../app/technical_accounts/jobs.js')

  const run = processorOf(registry(), logger)
  const before = process.memoryUsage.rss()
  let peak = before
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 5)
  const began = performance.now()
  await run({ id: 'benchmark', name: checkPasswordExpiry.name, payload: {}, tries: 1, last: false })
  const seconds = (performance.now() - began) / 1000
  clearInterval(watch)
  return { seconds, before, peak: Math.max(peak, process.memoryUsage.rss()) }
})
