import { recordAudit } from '#shared/audit/record_audit'

/** The journal leaves as a file: each journal that is in it has who took it. */
export class RecordHistoryExport {
  async handle({ organisationIds }: { organisationIds: readonly number[] }) {
    for (const organisationId of organisationIds) {
      await recordAudit({
        organisationId,
        action: 'habilitations.history_exported',
        details: { format: 'csv' },
      })
    }
  }
}
