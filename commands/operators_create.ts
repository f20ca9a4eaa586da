import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

/** The only way in which an operator comes to be: by whoever may type on the server. */
export default class OperatorsCreate extends BaseCommand {
  static override commandName = 'operators:create'
  static override description =
    'Create an operator and print the link with which they choose a password'
  static override options: CommandOptions = { startApp: true }

  @args.string({ description: 'Address they sign in with' })
  declare email: string

  @flags.string({ description: 'First name', required: true })
  declare firstName: string

  @flags.string({ description: 'Last name', required: true })
  declare lastName: string

  @flags.string({ description: 'Why, for the journal', default: 'Created from the command line' })
  declare reason: string

  override async run() {
    const { CreateOperator } = await import('#users')
    const created = await new CreateOperator().handle({
      email: this.email,
      firstName: this.firstName ?? '',
      lastName: this.lastName ?? '',
      reason: this.reason,
    })
    if (!created.ok) {
      this.exitCode = 1
      this.logger.error(MESSAGES[created.error])
      return
    }
    const { link, minutes } = created.value
    this.logger.log(`${this.email} is an operator.`)
    this.logger.log(`To choose a password, within ${minutes} minutes and once:\n\n  ${link}\n`)
  }
}

const MESSAGES = {
  login_taken: 'Somebody signs in with this address already: an operator needs one of their own.',
  invalid_address: 'This is not a mail address.',
  name_missing: 'Give --first-name and --last-name.',
}
