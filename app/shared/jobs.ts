import vine from '@vinejs/vine'
import { defineJob, defineSchedule } from '#shared/jobs/define_job'

/** Removes what has had its time from the tables that every module uses. */
export const sweepSharedTables = defineJob<{}>({
  name: 'shared.sweep_shared_tables',
  queue: 'maintenance',
  payload: vine.create({}),
  handler: () => import('./jobs/sweep_shared_tables_handler.js'),
  scope: 'own',
})

export const sweepSharedTablesHourly = defineSchedule({
  job: sweepSharedTables,
  cron: '23 * * * *',
})
