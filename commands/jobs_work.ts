import { BaseCommand } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

/**
 * Runs the workers until SIGTERM or Ctrl-C; running jobs are waited for. As many processes as
 * wanted, on as many machines.
 */
export default class JobsWork extends BaseCommand {
  static override commandName = 'jobs:work'
  static override description = 'Run the outbox relay, the job workers and the schedules'
  static override options: CommandOptions = { startApp: true, staysAlive: true }

  override async run() {
    const { registry } = await import('#workers/modules')
    const { Runtime } = await import('#workers/runtime')
    const { refuseUnknownPeppers } = await import('#technical_accounts')
    const { warnOfForgeableScopes } = await import('#shared/tenancy/forgeable_scopes')
    const logger = await this.app.container.make('logger')

    try {
      await refuseUnknownPeppers()
      await warnOfForgeableScopes(logger)
      const runtime = await Runtime.start(registry(), logger)
      this.app.terminating(() => runtime.stop())
    } catch (error) {
      // The kernel ends commands that fail, except those that stay alive.
      this.exitCode = 1
      await this.terminate()
      throw error
    }
    logger.info('workers ready')
  }
}
