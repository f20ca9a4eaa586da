import vine from '@vinejs/vine'
import db from '@adonisjs/lucid/services/db'
import { defineJob } from '#shared/jobs/define_job'
import { eventually } from './queues.js'

const marks = () => db.connection('outside').from('throttles')

/** A sign between processes, seen at once by all: a row that needs no scope. */
export async function mark(name: string): Promise<void> {
  await db.connection('outside').table('throttles').insert({ key: name, failures: 0 })
}

export async function marked(name: string): Promise<boolean> {
  return Boolean(await marks().where('key', name).first())
}

export async function marksLike(pattern: string): Promise<string[]> {
  const rows = await marks().where('key', 'like', pattern).orderBy('key')
  return rows.map(({ key }) => key)
}

/** Says that it has begun, runs until the test releases it, says that it has ended. */
export const slowJob = defineJob<{ n: number }>({
  name: 'test.slow',
  queue: 'maintenance',
  scope: 'own',
  payload: vine.create({ n: vine.number() }),
  handler: async () => ({
    async handle({ n }) {
      await mark(`begun-${n}-${process.pid}`)
      await eventually('the test releases the job', () => marked('release'), 90_000)
      await mark(`ended-${n}-${process.pid}`)
    },
  }),
})
