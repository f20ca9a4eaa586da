import { BaseCommand } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

/** Fills an empty database with the demonstration; does nothing to one that holds anything. */
export default class DbDemo extends BaseCommand {
  static override commandName = 'db:demo'
  static override description = 'Fill an empty database with the demonstration data'
  static override options: CommandOptions = { startApp: true }

  override async run() {
    const { fillDemonstration } = await import('../database/demonstration/fill.js')
    const filled = await fillDemonstration()
    this.logger.success(filled ? 'Demonstration data written' : 'Not empty: nothing written')
  }
}
