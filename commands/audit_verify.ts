import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

/** Proves that the journal has not been touched, or says where it was. */
export default class AuditVerify extends BaseCommand {
  static override commandName = 'audit:verify'
  static override description = 'Recompute the chain of every organisation’s journal'
  static override options: CommandOptions = { startApp: true }

  @flags.boolean({ description: 'Print "organisation number hash" of each journal’s last event' })
  declare heads?: boolean

  override async run() {
    const { tenancy } = await import('#shared/tenancy/main')
    const { verifyAudit } = await import('#shared/audit/verify_audit')
    const { events, broken, heads } = await tenancy.asSystem('audit verification', () =>
      verifyAudit()
    )
    if (this.heads) {
      for (const { organisationId, sequence, hash } of heads) {
        this.logger.log(`${organisationId} ${sequence} ${hash.toString('hex')}`)
      }
    }
    if (!broken.length) return this.logger.success(`${events} events, every chain intact`)

    for (const { organisationId, sequence, fault } of broken) {
      this.logger.error(`Organisation ${organisationId}: event ${sequence} is ${fault}`)
    }
    this.exitCode = 1
  }
}
