import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

/** An operator's way to open a technical account: the same act, journal and mail as the page's. */
export default class TechnicalAccountsCreate extends BaseCommand {
  static override commandName = 'technical-accounts:create'
  static override description = 'Create a technical account and print its password, once'
  static override options: CommandOptions = { startApp: true }

  @args.string({ description: 'Identifier of the organisation, a SIRET for instance' })
  declare identifier: string

  @flags.string({ description: 'Type of the identifier, when several organisations have it' })
  declare type?: string

  @flags.string({ description: 'What the account is for' })
  declare label?: string

  @flags.string({ description: 'Why, for the journal: a ticket, a name' })
  declare reason?: string

  @flags.boolean({ description: 'Print {"login","password","expiresAt"} and nothing else' })
  declare json?: boolean

  override async run() {
    const { createByOperator, refuseUnknownPeppers } = await import('#technical_accounts')
    await refuseUnknownPeppers()
    const created = await createByOperator({
      identifier: this.identifier,
      identifierType: this.type,
      label: this.label,
      reason: this.reason,
    })
    if (!created.ok) {
      this.exitCode = 1
      process.stderr.write(`${MESSAGES[created.error]}\n`)
      return
    }
    const { login, password, expiresAt } = created.value
    if (this.json) {
      process.stdout.write(`${JSON.stringify({ login, password, expiresAt })}\n`)
      return
    }
    process.stdout.write(
      `Login:    ${login}\nPassword: ${password}\nExpires:  ${expiresAt.toISOString()}\n` +
        'The password will not be shown again.\n'
    )
  }
}

const MESSAGES = {
  organisation_unknown: 'No organisation has this identifier (and type).',
  identifier_ambiguous: 'Several organisations have this identifier: say which with --type.',
  label_invalid: 'The label is longer than 100 characters, or holds a line break.',
  reason_invalid: 'The reason is longer than 300 characters, or holds a line break.',
  no_principal_manager:
    'This organisation has no active principal manager: nobody would answer for the account. ' +
    'Appoint one first.',
}
