import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

/** Shows the jobs that were given up, or lets the workers try them again. */
export default class JobsRetry extends BaseCommand {
  static override commandName = 'jobs:retry'
  static override description = 'List the jobs that were given up, or have them tried again'
  static override help = [
    '{{ binaryName }} jobs:retry            lists them',
    '{{ binaryName }} jobs:retry 12 15      has these tried again',
    '{{ binaryName }} jobs:retry --all      has every one tried again',
  ]
  static override options: CommandOptions = { startApp: true }

  @args.spread({ description: 'Numbers of the messages to try again', required: false })
  declare ids?: string[]

  @flags.boolean({ description: 'Every job that was given up' })
  declare all?: boolean

  override async run() {
    const { listDeadLetters, retryDeadLetters } = await import('#workers/dead_letters')
    const letters = await listDeadLetters()
    if (!this.all && !this.ids?.length) return this.list(letters)

    const { registry } = await import('#workers/modules')
    const { openQueueBackend } = await import('#workers/queues')
    const named = this.all ? letters.map(({ id }) => id) : this.ids!.map(Number)
    const ids = named.filter(Number.isSafeInteger)
    const backend = await openQueueBackend()
    const count = await retryDeadLetters(ids, registry(), backend)
    await backend.close()
    this.logger.success(`${count} of ${named.length} jobs will be tried again`)
  }

  private list(
    letters: { id: number; job: string; organisationId: number | null; givenUpAt: Date }[]
  ) {
    if (!letters.length) return this.logger.success('No job was given up')
    const table = this.ui.table().head(['Message', 'Job', 'Organisation', 'Given up'])
    for (const { id, job, organisationId, givenUpAt } of letters) {
      table.row([String(id), job, String(organisationId ?? ''), givenUpAt.toISOString()])
    }
    table.render()
  }
}
