import { recordAudit } from '#shared/audit/record_audit'

/** Names and addresses leave as a file: the journal has who took them, and which. */
export class RecordUsersExport {
  async handle({ organisationId, search }: { organisationId: number; search: string }) {
    await recordAudit({
      organisationId,
      action: 'habilitations.users_exported',
      details: { format: 'csv', ...(search && { search }) },
    })
  }
}
