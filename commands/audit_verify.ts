import { BaseCommand } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

/** Proves that the journal has not been touched, or says where it was. */
export default class AuditVerify extends BaseCommand {
  static override commandName = 'audit:verify'
  static override description = 'Recompute the chain of every organisation’s journal'
  static override options: CommandOptions = { startApp: true }

  override async run() {
    const { tenancy } = await import('#shared/tenancy/main')
    const { verifyAudit } = await import('#shared/audit/verify_audit')
    const { events, broken } = await tenancy.asSystem('audit verification', verifyAudit)
    if (!broken.length) return this.logger.success(`${events} events, every chain intact`)

    for (const { organisationId, sequence, fault } of broken) {
      this.logger.error(`Organisation ${organisationId}: event ${sequence} is ${fault}`)
    }
    this.exitCode = 1
  }
}
